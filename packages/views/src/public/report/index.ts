export { SharedReportPage } from './shared-report.tsx'
