import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { useAsk, useDesk } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';

/**
 * How this laptop stands with the hub, in the event network and by file; undefined until it was asked, null for who may not read it
 * (박람회 등록원). Kept fresh by `useSyncTold`.
 */
export function useStandings() {
  const hub = useAsk('sync.state', {}).data;
  const mayExchange = useMay('exchange.state');
  const asked = useAsk('exchange.state', {}, mayExchange).data;
  const exchange = mayExchange ? asked : null;
  const event = useAsk('event.state', {}).data;
  return { hub, exchange, event };
}

/** Takes in how main says that things stand. */
export function useTakeSync(): (status: SyncStatus) => void {
  const client = useQueryClient();
  return (status) => client.setQueryData(['sync.state', {}], status);
}

/** Reads anew how the exchange by file stands. */
export function useExchangeAgain(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ['exchange.state'] });
}

/** Hears main for as long as the desk is open. Mounted once, in the frame. */
export function useSyncTold(): void {
  const desk = useDesk();
  const client = useQueryClient();
  useEffect(() => {
    // What was told while the desk was locked was not heard.
    void client.invalidateQueries({ queryKey: ['sync.state'] });
    return desk.on('sync', (status) => {
      void client
        .cancelQueries({ queryKey: ['sync.state'] })
        .then(() => client.setQueryData(['sync.state', {}], status));
    });
  }, [desk, client]);
}
