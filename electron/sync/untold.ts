import type { DeviceId } from '../../shared/sync/types.ts';
import type { Untold } from '../../shared/contract/sync.ts';
import type { HubDevice } from './hubClient.ts';
import type { Verdict } from './port.ts';

/**
 * Why the hub does not go by the centre's word on a laptop yet; null: it does, or knows no such laptop. `own`: the name of
 * this laptop there. Only wardens are heard at a hub, and none on another (ADR 0052); an older hub names none and hears all.
 */
export function untoldAt(there: readonly HubDevice[], own: DeviceId, { device, standing }: Verdict): Untold | null {
  const named = (name: DeviceId): HubDevice | undefined => there.find((one) => one.device === name);
  const known = named(device);
  if (known === undefined || known.standing === 'revoked' || known.standing === standing) return null;
  if (known.warden === true) return 'atHub';
  if (named(own)?.warden !== false) return 'soon';
  return there.some((one) => one.warden === true && one.standing === 'enrolled') ? 'byAnother' : 'atHub';
}
