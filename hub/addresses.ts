import os from 'node:os';

/** Addresses under which laptops may find this computer, those of the local network first. */
export function ownAddresses(): string[] {
  const all = Object.values(os.networkInterfaces()).flatMap((one) => one ?? []);
  const outer = all.filter(({ internal, address }) => !internal && !address.startsWith('fe80:'));
  return outer.toSorted((a, b) => a.family.localeCompare(b.family)).map(({ address }) => address);
}
