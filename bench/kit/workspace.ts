/** Schema of the server's one workspace. */
export const schema = 'ws_main'

/** Somebody to sign in as. The people of the demo share the administrator's first password. */
export type Login = { readonly email: string; readonly password: string }

/** A seller of the CRM's demo, who sees one department. */
export const seller: Login = { email: 'wu@example.com', password: 'bench-password-1' }

/** The one who sees everything. */
export const boss: Login = { email: 'lin@example.com', password: seller.password }
