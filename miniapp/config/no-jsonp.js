/** Stands in for Taro's JSONP helper; these pages speak to their own server alone and never ask for it. */
export default function noJsonp() {
  throw new Error('JSONP is not used here');
}
