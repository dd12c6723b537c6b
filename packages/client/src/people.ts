import { type Send, withQuery } from './transport.ts'
import type { Upload } from './upload.ts'
import type {
  DepartmentEntry,
  GroupEntry,
  Me,
  ModelAnswer,
  NotificationEntry,
  RegionEntry,
  SearchHit,
  UserEntry,
} from './types.ts'

/** The session and the person in it. */
export type SessionApi = {
  readonly signIn: (email: string, password: string) => Promise<void>
  readonly signOut: () => Promise<void>
  readonly me: () => Promise<Me>
  /** Preferences are changed by key: null takes one away, what is not named stays. */
  readonly saveMe: (change: {
    readonly locale?: string
    readonly preferences?: { readonly [key: string]: unknown }
  }) => Promise<void>
  readonly model: () => Promise<ModelAnswer>
  /** Of all kinds of records, each with its share; with `entity` of that one alone. */
  readonly search: (q: string, signal?: AbortSignal, entity?: string) => Promise<readonly SearchHit[]>
  readonly notifications: () => Promise<readonly NotificationEntry[]>
  /** Marks as read; all when no ids are given. */
  readonly readNotifications: (ids?: readonly string[]) => Promise<void>
  /** Puts a notice off until then. */
  readonly snooze: (id: string, until: string) => Promise<void>
  readonly uploadFile: Upload
  /** Address of a file; who did not bring it may fetch it through a record that holds it. */
  readonly fileUrl: (id: string, holder?: { readonly entity: string; readonly record: string }) => string
}

type GroupContent = { readonly name: string; readonly members: readonly string[] }

/** Users, departments, groups, roles. */
export type PeopleApi = {
  readonly users: (search?: string) => Promise<readonly UserEntry[]>
  readonly createUser: (user: Omit<UserEntry, 'id' | 'active'>) => Promise<{ readonly password?: string }>
  readonly updateUser: (id: string, change: Partial<Omit<UserEntry, 'id'>>) => Promise<void>
  readonly departments: () => Promise<readonly DepartmentEntry[]>
  readonly createDepartment: (department: Omit<DepartmentEntry, 'id'>) => Promise<void>
  readonly updateDepartment: (id: string, change: Partial<Omit<DepartmentEntry, 'id'>>) => Promise<void>
  readonly regions: () => Promise<readonly RegionEntry[]>
  readonly createRegion: (region: {
    readonly name: string
    readonly parentId: string | null
  }) => Promise<void>
  readonly updateRegion: (
    id: string,
    change: { readonly name?: string; readonly parentId?: string | null },
  ) => Promise<void>
  /** Refused while something lies in it. */
  readonly removeRegion: (id: string) => Promise<void>
  readonly groups: () => Promise<readonly GroupEntry[]>
  /** With everybody who is to belong to it. */
  readonly createGroup: (group: GroupContent) => Promise<void>
  /** `before`: who belonged to it as it was shown; what others changed meanwhile stays. */
  readonly updateGroup: (
    id: string,
    group: GroupContent & { readonly before?: readonly string[] },
  ) => Promise<void>
  readonly removeGroup: (id: string) => Promise<void>
  readonly roles: () => Promise<
    readonly { readonly key: string; readonly label: unknown; readonly name: string }[]
  >
}

const data = async <T>(answer: Promise<{ data: T }>): Promise<T> => (await answer).data

/** The session part of the client. */
export function sessionApi(
  send: Send,
  { baseUrl, upload }: { readonly baseUrl: string; readonly upload: Upload },
): SessionApi {
  return {
    signIn: async (email, password) => {
      await send('POST', '/auth/sign-in', { body: { email, password } })
    },
    signOut: async () => {
      await send('POST', '/auth/sign-out', { body: {} })
    },
    me: () => data(send('GET', '/me')),
    saveMe: async (change) => {
      await send('PUT', '/me', { body: change })
    },
    model: () => data(send('GET', '/model')),
    search: (q, signal, entity) =>
      data(send('GET', '/search', { query: { q, entity }, ...(signal ? { signal } : {}) })),
    notifications: () => data(send('GET', '/notifications')),
    readNotifications: async (ids) => {
      await send('POST', '/notifications/read', { body: ids === undefined ? {} : { ids } })
    },
    snooze: (id, until) => send('POST', `/notifications/${id}/snooze`, { body: { until } }),
    uploadFile: upload,
    fileUrl: (id, holder) => withQuery(`${baseUrl}/api/files/${id}`, holder),
  }
}

/** The people part of the client. */
export function peopleApi(send: Send): PeopleApi {
  return {
    users: (search) => data(send('GET', '/users', { query: { q: search } })),
    createUser: (user) => data(send('POST', '/users', { body: user })),
    updateUser: async (id, change) => {
      await send('PATCH', `/users/${id}`, { body: change })
    },
    departments: () => data(send('GET', '/departments')),
    createDepartment: async (department) => {
      await send('POST', '/departments', { body: department })
    },
    updateDepartment: async (id, change) => {
      await send('PATCH', `/departments/${id}`, { body: change })
    },
    regions: () => data(send('GET', '/regions')),
    createRegion: async (region) => {
      await send('POST', '/regions', { body: region })
    },
    updateRegion: async (id, change) => {
      await send('PATCH', `/regions/${id}`, { body: change })
    },
    removeRegion: async (id) => {
      await send('DELETE', `/regions/${id}`)
    },
    groups: () => data(send('GET', '/groups')),
    createGroup: async (group) => {
      await send('POST', '/groups', { body: group })
    },
    updateGroup: async (id, group) => {
      await send('PATCH', `/groups/${id}`, { body: group })
    },
    removeGroup: async (id) => {
      await send('DELETE', `/groups/${id}`)
    },
    roles: () => data(send('GET', '/roles')),
  }
}
