/** A picture of the answer, on the page, as wide as it. */
export function Picture({ address, name }: { address: string; name: string }) {
  return <img className="own-picture" src={address} alt={name} />;
}
