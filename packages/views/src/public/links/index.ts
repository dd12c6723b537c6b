export { AllLinks, FormLinks, type LinkGround } from './link-list.tsx'
