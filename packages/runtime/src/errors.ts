import { defineErrors, type ErrorTable } from '@mortise/errors'
import { accessErrors } from './errors/access.ts'
import { designErrors } from './errors/design.ts'
import { documentsErrors } from './errors/documents.ts'
import { flowsErrors } from './errors/flows.ts'
import { outsideErrors } from './errors/outside.ts'
import { publicErrors } from './errors/public.ts'
import { recordsErrors } from './errors/records.ts'
import { rulesErrors } from './errors/rules.ts'
import { trialsErrors } from './errors/trials.ts'

type Code = keyof (typeof accessErrors &
  typeof designErrors &
  typeof documentsErrors &
  typeof flowsErrors &
  typeof outsideErrors &
  typeof publicErrors &
  typeof recordsErrors &
  typeof rulesErrors &
  typeof trialsErrors)

/** Errors of the use cases, by code. */
export const errors: ErrorTable<Code> = defineErrors<Code>({
  ...accessErrors,
  ...designErrors,
  ...documentsErrors,
  ...flowsErrors,
  ...outsideErrors,
  ...publicErrors,
  ...recordsErrors,
  ...rulesErrors,
  ...trialsErrors,
})
