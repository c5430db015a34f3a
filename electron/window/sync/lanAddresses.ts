import { networkInterfaces } from 'node:os';
import { BlockList, isIP } from 'node:net';

const local = new BlockList();
for (const [address, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  // Two laptops with a cable between them, or a router that gives no addresses.
  ['169.254.0.0', 16],
] as const)
  local.addSubnet(address, bits, 'ipv4');
local.addSubnet('fc00::', 7, 'ipv6');

/** Whether an address belongs to a local network, and cannot be reached from the internet (RFC 1918, 3927, 4193). */
export function isLanAddress(address: string): boolean {
  const kind = isIP(address);
  return kind !== 0 && local.check(address, kind === 4 ? 'ipv4' : 'ipv6');
}

/** This computer's addresses in its local networks: those that people can type first. */
export function lanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  const found = all.filter(({ internal, address }) => !internal && isLanAddress(address));
  const rank = ({ address, family }: (typeof found)[number]): number =>
    family === 'IPv6' ? 2 : address.startsWith('169.254.') ? 1 : 0;
  return found.toSorted((a, b) => rank(a) - rank(b)).map(({ address }) => address);
}
