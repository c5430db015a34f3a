/** Roles (역할) of staff accounts; who may do what is written at each contract call (behaviours T3). */
export const roles = {
  admin: '관리자',
  counsellor: '상담사',
  companySupport: '기업지원',
  fairDesk: '박람회 등록원',
  viewer: '조회',
} as const;

export type Role = keyof typeof roles;

export const roleCodes = Object.keys(roles) as [Role, ...Role[]];

/** Who may read the centre's records: everyone with an account but the day helpers of a fair. */
export const readers: readonly Role[] = ['admin', 'counsellor', 'companySupport', 'viewer'];
/** Who may write about people. */
export const counsellors: readonly Role[] = ['admin', 'counsellor'];
/** Who may write about companies and factories. */
export const companyStaff: readonly Role[] = ['admin', 'counsellor', 'companySupport'];

/** The member of staff on whose behalf a call runs. Set by main from the session, never by the screen. */
export interface Actor {
  readonly userId: number;
  readonly name: string;
  readonly role: Role;
}

/** The program where it acts by itself: what it writes and logs then stands under nobody's account. */
export const theProgram: Actor = { userId: 0, name: '', role: 'admin' };
/** Whoever has not signed in, or has not yet: the least that an actor may be. */
export const nobody: Actor = { userId: 0, name: '', role: 'viewer' };
