/**
 * Old versions of the model, read with today's names. The log is never rewritten: a patch is upcast when it is read, so
 * what a newer laptop wrote waits in an older one's log and is understood after its upgrade.
 *
 * An upcast looks at one field of one patch, because a patch holds only what was changed: a rule that needs two fields
 * together could not be applied to an edit of one of them.
 */
import type { Patch, Value } from './types.ts';

export type Upcast = {
  /** The model version in which the field got its new form. */
  readonly to: number;
  readonly type: string;
  readonly from: string;
  /** The fields that come out; the same name when only the values change. */
  readonly into: readonly string[];
  readonly value: (value: Value) => Patch;
};

export type Upcasts = {
  readonly model: number;
  /** A patch written under `model`, in today's fields. The same object when nothing changes. */
  readonly patch: (type: string, model: number, patch: Patch) => Patch;
  readonly formOf: (type: string, field: string, model: number) => number;
};

/** Prepares the rules of a program whose model version is `model`. Rules for later versions are ignored. */
export function upcasts(model: number, rules: readonly Upcast[]): Upcasts {
  const steps = rules.filter((rule) => rule.to <= model).sort((a, b) => a.to - b.to);
  const forms = new Map<string, number[]>();
  for (const step of steps)
    for (const field of new Set(step.into)) {
      const at = `${step.type}.${field}`;
      forms.set(at, [...(forms.get(at) ?? []), step.to]);
    }
  return {
    model,
    patch(type, written, patch) {
      if (written >= model) return patch;
      let now = patch;
      for (const step of steps) {
        if (step.to <= written || step.type !== type || !Object.hasOwn(now, step.from)) continue;
        const { [step.from]: old, ...rest } = now;
        if (old !== undefined) now = { ...rest, ...step.value(old) };
      }
      return now;
    },
    formOf(type, field, written) {
      const changed = forms.get(`${type}.${field}`);
      if (changed === undefined) return 0;
      let form = 0;
      for (const version of changed) if (version <= written) form++;
      return form;
    },
  };
}
