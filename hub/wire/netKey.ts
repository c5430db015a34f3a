/** How each end of a wire knows the other: by the key it holds, never by a name or a date (docs/adr/0039). */
import { hash, X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';

/** What a device shows and proves itself by in TLS; kept by the caller, the private half in its encrypted store. */
export type Identity = {
  /** Self-signed, PEM. */
  readonly certificate: string;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
};

/** ECDSA P-256 and nothing else: what an Identity of ours is made of. */
const CURVE = 'prime256v1';

function keyOf(certificate: X509Certificate): string | undefined {
  const { publicKey } = certificate;
  if (publicKey.asymmetricKeyType !== 'ec' || publicKey.asymmetricKeyDetails?.namedCurve !== CURVE) return undefined;
  return hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'base64url');
}

/** netKey of an identity: base64url of the SHA-256 of its public key (SPKI), 43 letters. Throws if it is not one of ours. */
export function netKeyOf({ certificate }: Pick<Identity, 'certificate'>): string {
  const key = keyOf(new X509Certificate(certificate));
  if (key === undefined) throw new Error('not an identity: its key is not ECDSA P-256');
  return key;
}

/** netKey that the other end of a finished handshake has proved to hold; undefined when it showed none of ours. */
export function peerNetKey(socket: TLSSocket): string | undefined {
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined ? undefined : keyOf(certificate);
}
