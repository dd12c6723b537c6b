import type { LimitRoutes } from '../kit/limit-server.ts'

/** The other side is the product's own import of the same rows as CSV, on the same server: nothing to do here. */
export const routes: LimitRoutes = () => undefined
