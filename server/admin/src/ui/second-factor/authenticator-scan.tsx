import type { SecondFactorSetUp } from '@haochaping/shared/contracts';
import './authenticator-scan.css';

/** What an authenticator app scans, and the secret to type where it cannot. */
export function AuthenticatorScan({ setUp }: { setUp: SecondFactorSetUp }) {
  return (
    <div className="set-up">
      <img
        className="set-up-qr"
        src={`data:image/svg+xml;utf8,${encodeURIComponent(setUp.qrSvg)}`}
        alt="给验证器扫的二维码；扫不了就在验证器里输入下面的密钥"
        width={200}
        height={200}
      />
      <p className="set-up-secret">{setUp.secret}</p>
    </div>
  );
}
