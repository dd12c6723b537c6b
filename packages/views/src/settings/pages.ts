/** The pages of the settings, in the order of their tabs; those that are `admin` are for administrators alone. */
export const settingsPages = [
  { key: 'profile', admin: false },
  { key: 'notices', admin: false },
  { key: 'subscriptions', admin: false },
  { key: 'agents', admin: false },
  { key: 'users', admin: true },
  { key: 'departments', admin: true },
  { key: 'company', admin: true },
  { key: 'mail', admin: true },
  { key: 'connections', admin: true },
  { key: 'links', admin: true },
  { key: 'sites', admin: true },
  { key: 'bin', admin: false },
  { key: 'jobs', admin: true },
  { key: 'audit', admin: true },
] as const
