export { builtinActions, runActionOf, startsOfActions, writesOfActions, type Written } from './builtin.ts'
export { defineAction, type ActionType, type ActionWrite } from './define.ts'
export { errors as actionErrors } from './errors.ts'
export { resolvePeople } from './people.ts'
export { findTerms, type FoundTerm, type Term, type Terms } from './read-terms/find-terms.ts'
export {
  explainScore,
  gradeOf,
  scoreRecord,
  type Contribution,
  type ScoreResult,
} from './score/score-record.ts'
export { readPath, readValue, readValues } from './values.ts'
