/**
 * Planted bugs: mistakes that others have made or that the first draft of the protocol contained. Each exchanges one
 * function of the product for a wrong one; none lives in the product. `npm test` shows that every one is found.
 */
import { equalBytes } from '../../shared/sync/changeSet.ts';
import { memoryStorage } from '../../shared/sync/memory.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { protocolRules, type Rules } from '../../shared/sync/rules.ts';
import type { Storage, StoredPart } from '../../shared/sync/storage.ts';
import { product, type Core } from './device.ts';

export type Bug = {
  readonly name: string;
  /** What would happen at the centre. */
  readonly harm: string;
  readonly core: () => Core;
};

const withRules = (rules: Partial<Rules>) => (): Core => ({ ...product, rules: { ...protocolRules, ...rules } });
const withStorage = (change: (storage: Storage) => Partial<Storage>) => (): Core => ({
  ...product,
  memoryStorage: () => {
    const storage = memoryStorage();
    return { ...storage, ...change(storage) };
  },
});

export const bugs: readonly Bug[] = [
  {
    name: 'last writer wins',
    harm: 'of two phone numbers one disappears without a word',
    core: withRules({ covers: () => true }),
  },
  {
    name: 'the clock decides what is shown',
    harm: 'a laptop set to 2040 wins every argument',
    core: withRules({ outranks: (a, b) => (a.at === b.at ? protocolRules.outranks(a, b) : a.at > b.at) }),
  },
  {
    name: 'only the numbers of the own stream are compared',
    harm: 'of two unseen edits the one from the longer stream is shown, differently after a restore',
    core: withRules({ outranks: (a, b) => a.seq > b.seq }),
  },
  {
    name: 'equal values make a card',
    harm: 'people are asked to choose between 010-1234 and 010-1234',
    core: withRules({ isCard: (guarded, heads) => guarded && heads.length > 1 }),
  },
  {
    name: 'cards on every field',
    harm: 'every memo asks a question',
    core: withRules({ isCard: (_guarded, heads) => protocolRules.isCard(true, heads) }),
  },
  {
    name: 'sets are taken in before what their author knew',
    harm: 'a laptop edits what it has seen half of',
    core: (): Core => ({
      ...product,
      rules: { ...protocolRules, ready: () => true },
      pageFor: (replica, asked, allows) => {
        const page = product.pageFor(replica, asked, allows);
        return { ...page, spans: page.spans.toReversed().slice(0, 2) };
      },
    }),
  },
  {
    name: 'a vector in a header is read as if it were complete',
    harm: 'what stood in earlier headers is forgotten: edits count as unseen',
    core: withRules({ nowKnown: (_before, delta) => new Map(Object.entries(delta)) }),
  },
  {
    name: 'the hash of a body is not compared',
    harm: 'a damaged body is believed, and the right one refused for ever',
    core: withRules({ isGenuine: () => true }),
  },
  {
    name: 'erasure forgets the second person of a merge',
    harm: 'the values chosen at the merge survive the erasure',
    core: withRules({ isDestroyed: (subjects, isErased) => subjects[0] !== undefined && isErased(subjects[0]) }),
  },
  {
    name: 'erasure takes what is here and not what comes',
    harm: 'an old laptop brings an erased person back',
    core: (): Core => ({
      ...product,
      rules: { ...protocolRules },
      memoryStorage: () => {
        const storage = memoryStorage();
        const now = { erasing: false };
        return {
          ...storage,
          addErased(subject) {
            storage.addErased(subject);
            now.erasing = true;
          },
          isErased: (subject) => storage.isErased(subject) && now.erasing,
          addSet(set) {
            storage.addSet(set);
            now.erasing = false;
          },
        };
      },
    }),
  },
  {
    name: 'erasure drops the rows and keeps the bodies',
    harm: 'the name is still in the log, on the hub and in backups',
    core: withStorage((storage) => ({
      savePart: (ref, part) => {
        const before = storage.sets(ref.device, ref.seq, ref.seq)[0]?.parts[ref.index];
        const kept: StoredPart = part.state === 'erased' ? { ...part, body: before?.body } : part;
        storage.savePart(ref, kept);
      },
    })),
  },
  {
    name: 'merges are followed in the order of arrival',
    harm: 'A into B here and B into A there: two laptops show two survivors',
    core: withRules({
      joinPeople: (aliases) =>
        protocolRules.joinPeople(
          aliases.map((alias, index) => ({ ...alias, write: { ...alias.write, lamport: index } })),
        ),
    }),
  },
  {
    name: 'edits of the merged record are lost',
    harm: 'the phone number noted in the field while the office merged is nowhere',
    core: withRules({ movesOn: () => false }),
  },
  {
    name: 'all edits of the merged record come along',
    harm: 'what the merging person rejected is back on a card',
    core: withRules({ movesOn: () => true }),
  },
  {
    name: 'an undone merge is done again',
    harm: 'the undo holds until the next start',
    core: withStorage(() => ({ dropAlias: () => undefined })),
  },
  {
    name: 'folding drops what is still shown',
    harm: 'the new laptop lacks values that the old ones show',
    core: withRules({ isSpent: (_write, heads) => heads.length > 1 }),
  },
  {
    name: 'an older version overwrites what it could not show',
    harm: 'the upgrade brings an old phone number back over a new one',
    core: withRules({ couldShow: () => true }),
  },
  {
    name: 'the state is not made again after an upgrade',
    harm: 'what waited for the new version waits for ever',
    core: (): Core => ({ ...product, rebuild: () => undefined }),
  },
  {
    name: 'seen is taken when the form is saved',
    harm: 'what was pulled while the form lay open is overwritten unseen',
    core: (): Core => ({
      ...product,
      commit: (replica, command) => product.commit(replica, { ...command, seen: vectorOf(replica.storage) }),
    }),
  },
  {
    name: 'a header counts as seen without its body',
    harm: 'an edit silently replaces a value that nobody could read',
    core: (): Core => ({ ...product, readForm: (replica) => vectorOf(replica.storage) }),
  },
  {
    name: 'bodies that came late are not asked for',
    harm: 'a laptop that met a relay without its scope never gets the change',
    core: (): Core => ({ ...product, request: (replica) => ({ ...product.request(replica), holes: [] }) }),
  },
  {
    name: 'a body that came late is merged as if it were new',
    harm: 'an old value covers the newer ones',
    core: withRules({ wasCovered: () => false }),
  },
  {
    name: 'a page is not one transaction',
    harm: 'after a crash the vector says more than the tables hold',
    core: withStorage((storage) => ({
      transact: (work) => {
        const crash: { error: unknown } = { error: undefined };
        const result = storage.transact(() => {
          try {
            return { value: work() };
          } catch (error) {
            crash.error = error;
            return undefined;
          }
        });
        if (result === undefined) throw crash.error;
        return result.value;
      },
    })),
  },
  {
    name: 'a restored backup goes on under the old name',
    harm: 'two laptops write different sets under one number',
    core: (): Core => ({ ...product, restoredAs: (old) => old }),
  },
  {
    name: 'children that waited are not looked at again',
    harm: 'a consultation stays hidden although its person has come',
    core: withStorage(() => ({ children: () => [] })),
  },
  {
    name: 'the later of two writes of an event counts',
    harm: 'the time of an entry at the door can be changed afterwards',
    core: withRules({ wasFirst: (a, b) => !protocolRules.wasFirst(a, b) }),
  },
  {
    name: 'a fork is not noticed',
    harm: 'a cloned laptop goes unnoticed',
    core: (): Core => ({
      ...product,
      restoredAs: (old) => old,
      rules: { ...protocolRules, isSame: () => true, isGenuine: (a, b) => equalBytes(a, b) },
    }),
  },
  {
    name: 'an acknowledgement is believed before the commit',
    harm: 'what the other had dropped in a crash is never sent again',
    core: (): Core => {
      const promised = new Map<string, Map<string, number>>();
      return {
        ...product,
        receive: (replica, page, options) => {
          const vector = promised.get(replica.device) ?? vectorOf(replica.storage);
          for (const span of page.spans)
            vector.set(span.device, Math.max(vector.get(span.device) ?? 0, span.from + span.sets.length - 1));
          promised.set(replica.device, vector);
          return product.receive(replica, page, options);
        },
        request: (replica) => {
          const asked = product.request(replica);
          return { ...asked, vector: promised.get(replica.device) ?? asked.vector };
        },
      };
    },
  },
];
