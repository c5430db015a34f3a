import { z } from '../zod.ts';
import { notResidentWord } from './notResident.ts';

/** The UUID under which every laptop keeps the one centre record: all write the same one. */
export const centreUuid = '00000000-0000-4000-8000-00000000c3e7';

/**
 * The centre's security rules, as its 내부관리계획 sets them (안전성 확보조치 기준 §4–§8; domain §9.2). Yearly plans change
 * them: they are the centre's, never the program's.
 */
export const securityRules = z.object({
  /** 자동 잠금: idle minutes in the office and outside (현장 모드). */
  lockMinutes: z.int().min(1).max(60),
  fieldLockMinutes: z.int().min(1).max(60),
  /** After how many hours the PIN no longer does and the password is asked again. */
  pinHours: z.int().min(1).max(12),
  /** Wrong passwords until the account locks (§5⑥). */
  passwordTries: z.int().min(3).max(10),
  /** A backup is due when the last good one is older than this, hours. */
  backupHours: z.int().min(1).max(168),
  /** Years that lines of the access log are kept: two at least (§8①), three for those about rights (§5③). */
  logYears: z.int().min(3).max(10),
  /** Days after a 파기 for which backups of before it may still lie here (표준 개인정보 보호지침 §10: 5일 이내). */
  erasureDays: z.int().min(1).max(30),
  /** 월 점검: night begins and ends at these hours, KST. */
  nightFrom: z.int().min(0).max(23),
  nightTo: z.int().min(0).max(23),
  /** 월 점검: more people viewed in a day, more rows exported in a day, or the same person viewed in a month, is an anomaly. */
  massViews: z.int().min(1).max(100_000),
  massExports: z.int().min(1).max(100_000),
  samePersonViews: z.int().min(2).max(1000),
});
export type SecurityRules = z.output<typeof securityRules>;

/** What a new centre starts with: the law's words where it has them, else what the field uses (behaviours T3). */
export const usualRules: SecurityRules = {
  lockMinutes: 10,
  fieldLockMinutes: 3,
  pinHours: 4,
  passwordTries: 5,
  backupHours: 24,
  logYears: 3,
  erasureDays: 5,
  nightFrom: 22,
  nightTo: 6,
  massViews: 200,
  massExports: 1000,
  samePersonViews: 30,
};

/** 센터 (centre): what stands on every form, and the rules it has set itself (domain §1.1 O1–O3). */
export const centreFields = z.object({
  name: z.string(),
  /** 운영기관. */
  operator: z.string().nullable(),
  /** 위탁자. */
  principal: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  /** 개인정보 보호책임자. */
  officer: z.string().nullable(),
  notResident: notResidentWord,
  /** 사무실 노트북: UUID of the one laptop that keeps everything; null: none is named (ADR 0048). */
  officeLaptop: z.string().nullable(),
  ...securityRules.shape,
});
export type CentreFields = z.output<typeof centreFields>;

/** What the form of the centre asks; the 사무실 노트북 is named among the laptops. */
export type CentreProfile = Omit<CentreFields, 'officeLaptop'>;
