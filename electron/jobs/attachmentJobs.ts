import type { Input } from '../../shared/contract/index.ts';
import type { AttachmentOrder } from '../desk/attachment.ts';
import { addAttachment, openPage } from '../desk/attachment.ts';
import type { RunJob } from './index.ts';
import type { Engine } from '../store/store.ts';

/** What main asks of the workers about documents of people: their bytes cross between the threads only, never to a page. */
export function attachmentJobs(engine: Engine): Record<string, RunJob> {
  return {
    /** In the writer. */
    'attachment.add': ({ actor, now, input }) => {
      const order = input as AttachmentOrder;
      return engine.transact(
        actor,
        now,
        (store) => addAttachment(store, actor, order),
        () =>
          engine.log(actor.userId, now, {
            act: 'create',
            recordType: 'attachment',
            ids: [order.personId],
            detail: { pages: order.pages.length },
          }),
      );
    },
    /** In the reader. */
    'attachment.page': ({ actor, now, input }) => ({
      value: engine.db.transaction(() => openPage(engine.readable(now), actor, input as Input<'attachment.open'>))(),
    }),
  };
}
