// The certificate library finds its parts by decorators and wants this before it.
import 'reflect-metadata';
import { createPrivateKey } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import { netKeyOf, type Identity } from './netKey.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * Makes a device's TLS identity: a new ECDSA P-256 key and a certificate signed by itself. Valid from 1970 to 9999, so that
 * no clock of either end stops anything (behaviours N4); the subject says nothing about the device or the centre.
 */
export async function makeIdentity(): Promise<Identity & { readonly netKey: string }> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: '01',
      name: 'CN=ppuri',
      notBefore: new Date(0),
      notAfter: new Date('9999-12-31T23:59:59Z'),
      signingAlgorithm: ALGORITHM,
      keys,
    },
    crypto,
  );
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const identity = {
    certificate: made.toString('pem'),
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
  return { ...identity, netKey: netKeyOf(identity) };
}
