import { generateKeyPairSync } from 'node:crypto';
import { netKeyOf } from '../../hub/wire/netKey.ts';
import type { DeviceKeys } from '../../shared/model/device.ts';
import type { LaptopSecrets } from '../store/laptopSecrets.ts';
import { publicSignKey } from '../store/laptopSecrets.ts';

// Needed once in a laptop's life: what makes certificates and age identities is not loaded at every start of three workers.

/** Makes what a laptop has beside its signing key: the TLS identity and the age identity. */
export async function makeNetSecrets(): Promise<Omit<LaptopSecrets, 'signing'>> {
  const [{ makeIdentity }, { generateX25519Identity }] = await Promise.all([
    import('../../hub/wire/identity.ts'),
    import('age-encryption'),
  ]);
  const [{ certificate, privateKey }, sealIdentity] = await Promise.all([makeIdentity(), generateX25519Identity()]);
  return { certificate, netKey: privateKey, sealIdentity };
}

/** Makes all keys of a laptop that is to be. */
export async function makeLaptopSecrets(): Promise<LaptopSecrets> {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { signing: privateKey.export({ format: 'der', type: 'pkcs8' }), ...(await makeNetSecrets()) };
}

/** The public halves, as they stand in the laptop's record. */
export async function publicKeysOf(secrets: LaptopSecrets): Promise<DeviceKeys> {
  const { identityToRecipient } = await import('age-encryption');
  return {
    signKey: publicSignKey(secrets.signing).toString('base64'),
    netKey: netKeyOf(secrets),
    sealKey: await identityToRecipient(secrets.sealIdentity),
  };
}
