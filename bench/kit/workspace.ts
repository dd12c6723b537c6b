/** Schema of the server's one workspace. */
export const schema = 'ws_main'

/** A seller of the CRM's demo, who sees one department. */
export const seller = { email: 'wu@example.com', password: 'bench-password-1' } as const
