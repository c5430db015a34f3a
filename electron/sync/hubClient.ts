import { createPrivateKey } from 'node:crypto';
import { peerClient } from '../../hub/wire/client.ts';
import type { Answered, PeerClient, Trouble } from '../../hub/wire/client.ts';
import { isInvited } from '../../shared/sync/invitation.ts';
import type { Invitation } from '../../shared/sync/invitation.ts';
import type { HubRow } from '../store/hubLink.ts';
import { publicSignKey } from '../store/laptopSecrets.ts';
import type { Self } from './port.ts';

/** The only door to a network that the laptop has: lines to the one hub it is linked to (or invited by). */

export type { PeerClient } from '../../hub/wire/client.ts';
/** A laptop as the hub knows it. */
export type HubDevice = Extract<Awaited<ReturnType<PeerClient['devices']>>, { ok: true }>['value'][number];

function clientOf(
  { address, port }: Pick<HubRow, 'address' | 'port'>,
  { certificate, netKey: privateKey }: Self,
  netKey: HubRow['netKey'] | ((netKey: string) => boolean),
): PeerClient {
  return peerClient({ identity: { certificate, privateKey }, address, port, netKey });
}

/** A client of the linked hub; connects when it is first asked. */
export function hubClient(hub: HubRow, self: Self): PeerClient {
  return clientOf(hub, self, hub.netKey);
}

/**
 * Shows the invitation at the hub, also where it knows the laptop: it may say more (관리 노트북), and the laptop may say what it
 * was lent. Whom it knows needs none that counts. Gives the hub as it is to be linked.
 */
export async function meetHub(
  invitation: Invitation,
  self: Self,
  now: number,
): Promise<{ readonly hub: HubRow } | { readonly trouble: Trouble }> {
  const { address, port, code } = invitation;
  let netKey = '';
  const client = clientOf(invitation, self, (key) => {
    netKey = key;
    return isInvited(invitation, key);
  });
  try {
    const state = await client.state();
    const signing = createPrivateKey({ key: Buffer.from(self.signing), format: 'der', type: 'pkcs8' });
    const shown = await client.enrol({ ...self, code, signing, signKey: publicSignKey(self.signing) });
    const given: Answered<{ readonly hub: string; readonly netKey: string }> =
      state.ok && !shown.ok ? { ok: true, value: { hub: state.value.name, netKey } } : shown;
    if (!given.ok) return { trouble: given.trouble };
    const { hub: name, netKey: pinned } = given.value;
    const nothingYet = { vector: [], lastContact: null, lastError: null, failures: 0 } as const;
    const hub = { name, address, port, netKey: pinned, enrolledAt: now, standing: 'enrolled', ...nothingYet } as const;
    return { hub };
  } finally {
    client.close();
  }
}

/** The laptops as the hub knows them; none where it does not answer within so many ms. */
export async function hubDevices(client: PeerClient, ms: number): Promise<readonly HubDevice[]> {
  try {
    const given = await client.devices({ signal: AbortSignal.timeout(ms) });
    return given.ok ? given.value : [];
  } finally {
    client.close();
  }
}
