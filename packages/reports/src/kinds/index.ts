import { extensionList, type ExtensionList } from '@mortise/schema'
import type { ReportKind } from '../define.ts'
import { attributionKind } from './attribution/kind.ts'
import { churnKind } from './churn/kind.ts'
import { cohortKind } from './cohort/kind.ts'
import { completenessKind } from './completeness/kind.ts'
import { forecastKind } from './forecast/kind.ts'
import { funnelKind } from './funnel/kind.ts'
import { leaderboardKind } from './leaderboard/kind.ts'
import { returnsKind } from './returns/kind.ts'
import { rfmKind } from './rfm/kind.ts'
import { satisfactionKind } from './satisfaction/kind.ts'
import { slaKind } from './sla/kind.ts'
import { standardKind } from './standard/kind.ts'
import { velocityKind } from './velocity/kind.ts'

/** Every built-in kind of report. A new kind is one folder and one line here. */
export const builtinReportKinds: ExtensionList<ReportKind> = extensionList([
  standardKind,
  funnelKind,
  leaderboardKind,
  cohortKind,
  rfmKind,
  completenessKind,
  velocityKind,
  attributionKind,
  returnsKind,
  forecastKind,
  satisfactionKind,
  slaKind,
  churnKind,
])
