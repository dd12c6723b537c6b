import type { Json } from '@mortise/expressions'

/** A person of the workspace. Never holds the password hash. */
export type UserRow = {
  readonly id: string
  readonly key: string | null
  readonly name: string
  readonly email: string
  readonly title: string | null
  readonly departmentId: string | null
  readonly managerId: string | null
  /** Another region than that of the department; null: the same. */
  readonly regionId?: string | null
  readonly roles: readonly string[]
  readonly active: boolean
  readonly locale: 'zh' | 'en'
  /** Groups and further departments somebody belongs to. */
  readonly groupIds?: readonly string[]
  readonly otherDepartmentIds?: readonly string[]
  readonly preferences: { readonly [key: string]: Json }
}

export type DepartmentRow = {
  readonly id: string
  readonly key: string | null
  readonly name: string
  readonly parentId: string | null
  readonly headId: string | null
  /** Null: the region of the department above. */
  readonly regionId?: string | null
}

/** A group of people across departments. */
export type GroupRow = { readonly id: string; readonly key: string | null; readonly name: string }

/** A region, one node of their tree. */
export type RegionRow = {
  readonly id: string
  readonly key: string | null
  readonly name: string
  readonly parentId: string | null
}

/** A record opened to somebody: `user:<id>`, `department:<id>` with all below it, or `role:<key>`. */
export type ShareRow = {
  readonly id: string
  readonly recordId: string
  readonly principal: string
  readonly level: 'read' | 'write'
  readonly createdBy: string | null
  readonly createdAt: string
  readonly until: string | null
}

export type SessionRow = {
  readonly id: string
  readonly userId: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  readonly ip: string | null
  readonly agent: string | null
  /** Whose eyes an administrator looks through; null: his own. */
  readonly viewAs: string | null
}

export type ApiKeyRow = {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly role: string
  readonly createdBy: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
}

/** People: all secrets come in and stay as hashes. */
export type PeopleTables = {
  readonly users: () => Promise<readonly UserRow[]>
  readonly user: (id: string) => Promise<UserRow | null>
  readonly createUser: (
    user: Omit<UserRow, 'id' | 'preferences'> & {
      readonly id?: string
      readonly passwordHash: string | null
    },
  ) => Promise<UserRow>
  /** Preferences are changed by key: null takes one away, and what is not named stays as somebody else may just have set it. */
  readonly updateUser: (
    id: string,
    patch: Partial<Omit<UserRow, 'id'>> & { readonly passwordHash?: string },
  ) => Promise<UserRow>
  readonly credentials: (email: string) => Promise<{
    readonly userId: string
    readonly passwordHash: string | null
    readonly active: boolean
  } | null>
  readonly departments: () => Promise<readonly DepartmentRow[]>
  readonly createDepartment: (
    department: Omit<DepartmentRow, 'id'> & { readonly id?: string },
  ) => Promise<DepartmentRow>
  readonly regions: () => Promise<readonly RegionRow[]>
  readonly createRegion: (region: Omit<RegionRow, 'id'> & { readonly id?: string }) => Promise<RegionRow>
  readonly updateRegion: (id: string, patch: Partial<Omit<RegionRow, 'id'>>) => Promise<RegionRow>
  readonly groups: () => Promise<readonly GroupRow[]>
  readonly createGroup: (group: Omit<GroupRow, 'id'> & { readonly id?: string }) => Promise<GroupRow>
  readonly renameGroup: (id: string, name: string) => Promise<GroupRow>
  /** Has some people belong to a group and others no longer, whatever else is said of them meanwhile; gives who changed. */
  readonly changeMembers: (
    group: string,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ) => Promise<{ readonly added: readonly string[]; readonly removed: readonly string[] }>
  /** Its members belong to it no longer. */
  readonly deleteGroup: (id: string) => Promise<void>
  /** Refused while something lies in it. */
  readonly deleteRegion: (id: string) => Promise<void>
  readonly updateDepartment: (id: string, patch: Partial<Omit<DepartmentRow, 'id'>>) => Promise<DepartmentRow>
  /** Rises with every change to people, departments or their roles: part of cache keys. */
  readonly revision: () => Promise<number>
  /** The token may have had a session before, which is over then. */
  readonly createSession: (session: {
    readonly tokenHash: string
    readonly userId: string
    readonly expiresAt: string
    readonly ip: string | null
    readonly agent: string | null
  }) => Promise<SessionRow>
  readonly sessionByToken: (tokenHash: string) => Promise<(SessionRow & { readonly user: UserRow }) | null>
  /** The same for several at once; those that are no sessions are left out. */
  readonly sessionsByTokens: (
    tokenHashes: readonly string[],
  ) => Promise<ReadonlyMap<string, SessionRow & { readonly user: UserRow }>>
  /** Looks through somebody's eyes in a session, or (null) no longer. */
  readonly viewAs: (sessionId: string, userId: string | null) => Promise<void>
  readonly endSession: (id: string) => Promise<void>
  readonly endSessionsOf: (userId: string, except?: string) => Promise<void>
  /** Counts failed sign-ins by key (account, address); survives restarts. Returns the count within the window. */
  readonly countAttempt: (key: string, windowSeconds: number) => Promise<number>
  readonly clearAttempts: (key: string) => Promise<void>
  readonly createApiKey: (key: {
    readonly name: string
    readonly prefix: string
    readonly tokenHash: string
    readonly role: string
    readonly createdBy: string
    readonly expiresAt: string | null
  }) => Promise<ApiKeyRow>
  readonly apiKeyByToken: (tokenHash: string) => Promise<ApiKeyRow | null>
  readonly apiKeys: () => Promise<readonly ApiKeyRow[]>
  readonly deleteApiKey: (id: string) => Promise<void>
}
