export type { PageLanguage } from './page-language.tsx'
export { PublicProgressPage } from './progress-page.tsx'
export { PublicFormPage } from './public-page.tsx'
export { VerifyPage } from './verify-page.tsx'
