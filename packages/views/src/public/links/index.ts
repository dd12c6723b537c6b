export type { LinkGround } from './ground.ts'
export { AllLinks, FormLinks } from './link-list.tsx'
