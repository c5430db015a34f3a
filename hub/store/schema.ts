/** The hub's tables in the words of either database, as numbered steps. A step that was shipped is never edited. */

export type Words = {
  /** Column type of bytes. */
  readonly bytes: string;
  /** Column type of 64-bit integers. */
  readonly number: string;
  /** Column type of a key that counts by itself. */
  readonly counted: string;
  /** What follows a table's closing bracket; `slim`: a table that is only its key. */
  readonly table: string;
  readonly slim: string;
};

/**
 * A change set's place in the log as one number: the hub's number of its stream × 2³² + seq. One key instead of two, and
 * sets are appended where their stream ends.
 */
export const perStream = 4_294_967_296;

export const steps: readonly ((words: Words) => string)[] = [
  ({ bytes, number, counted, table, slim }) => `
    -- seq, hash, known: the end of the stream as held here. known: "stream:seq,…" by the hub's numbers of streams.
    CREATE TABLE stream (
      id ${counted}, device TEXT NOT NULL UNIQUE, seq ${number} NOT NULL, hash ${bytes} NOT NULL, known TEXT NOT NULL
    )${table};

    -- bodies: hub/store/bodies.ts. holes: how many of them never came.
    CREATE TABLE change_set (
      at ${number} PRIMARY KEY, header ${bytes} NOT NULL, bodies ${bytes} NOT NULL, holes ${number} NOT NULL
    )${table};
    CREATE INDEX change_set_by_holes ON change_set (at) WHERE holes > 0;

    -- Which sets have a part of a subject. key: 48 bits of the subject's hash; that two subjects share one does no harm,
    -- the headers say who is meant.
    CREATE TABLE subject_set (key ${number} NOT NULL, at ${number} NOT NULL, PRIMARY KEY (key, at))${slim};

    -- at: the last set under the seal. bytes: of what was taken in with it.
    CREATE TABLE seal (
      at ${number} PRIMARY KEY, signature ${bytes} NOT NULL, hash ${bytes} NOT NULL, known TEXT NOT NULL,
      bytes ${number} NOT NULL
    )${table};

    CREATE TABLE erased (
      subject TEXT PRIMARY KEY, device TEXT NOT NULL, seq ${number} NOT NULL, at ${number} NOT NULL
    )${slim};

    CREATE TABLE stream_key (
      device TEXT PRIMARY KEY, sign_key ${bytes} NOT NULL, told_by TEXT NOT NULL
    )${slim};

    CREATE TABLE invitation (
      code_hash TEXT PRIMARY KEY, note TEXT NOT NULL, made_at ${number} NOT NULL, expires_at ${number} NOT NULL,
      used_by TEXT, used_at ${number}
    )${slim};

    CREATE TABLE device (
      device TEXT PRIMARY KEY, net_key TEXT NOT NULL UNIQUE, note TEXT NOT NULL, standing TEXT NOT NULL, scopes TEXT,
      enrolled_at ${number} NOT NULL, seen_at ${number}, vector TEXT NOT NULL, wiped_at ${number}
    )${slim};

    CREATE TABLE alarm (
      id ${counted}, kind TEXT NOT NULL, device TEXT NOT NULL, seq ${number} NOT NULL, how_many ${number} NOT NULL,
      told_by TEXT NOT NULL, first_at ${number} NOT NULL, last_at ${number} NOT NULL, times ${number} NOT NULL,
      settled_at ${number}, UNIQUE (kind, device, seq)
    )${table};

    CREATE TABLE report (
      subject TEXT NOT NULL, device TEXT NOT NULL, at ${number} NOT NULL, PRIMARY KEY (subject, device)
    )${slim};

    CREATE TABLE blob (hash TEXT PRIMARY KEY, bytes ${bytes} NOT NULL)${table};
  `,
  ({ slim }) => `
    -- Who is erased with a blob. Nothing was ever put into the table of blobs before this one was there.
    CREATE TABLE blob_subject (subject TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (subject, hash))${slim};
    CREATE INDEX blob_subject_by_hash ON blob_subject (hash);
  `,
  // Which laptop has destroyed what stands in records that only laptops can read; nothing was ever written here.
  () => 'DROP TABLE report',
  ({ number }) => `
    -- warden: it may recall and revoke others (ADR 0052). judged_by: who gave the standing; null: the hub itself.
    ALTER TABLE invitation ADD COLUMN warden ${number} NOT NULL DEFAULT 0;
    ALTER TABLE device ADD COLUMN warden ${number} NOT NULL DEFAULT 0;
    ALTER TABLE device ADD COLUMN judged_at ${number};
    ALTER TABLE device ADD COLUMN judged_by TEXT;
    UPDATE device SET warden = 1 WHERE device =
      (SELECT device FROM device WHERE standing = 'enrolled' ORDER BY enrolled_at, device LIMIT 1);
  `,
  ({ number, slim }) => `
    -- What laptops tell of their records, to be compared by laptops: keyed and encrypted, nothing of it means anything here.
    CREATE TABLE digest (
      device TEXT NOT NULL, scope TEXT NOT NULL, basis TEXT NOT NULL, digest TEXT NOT NULL, detail TEXT,
      at ${number} NOT NULL, PRIMARY KEY (device, scope, basis)
    )${slim};
    CREATE INDEX digest_by_basis ON digest (basis, scope);
  `,
  // How many subjects were erased when the tables were last rewritten without what stood in them.
  ({ number, slim }) => `CREATE TABLE rewritten (erased ${number} PRIMARY KEY)${slim}`,
];
