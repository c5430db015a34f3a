/** Something an operator can do something about: one Korean sentence, said instead of a stack. */
export class Sentence extends Error {}
