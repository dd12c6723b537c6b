import type { Template } from '../template.ts'
import { contact } from './contact.ts'
import { expense } from './expense.ts'
import { leave } from './leave.ts'
import { quotation } from './quotation.ts'
import { repair } from './repair.ts'
import { survey } from './survey.ts'

/** Forms to begin with. One line each. */
export const templates: readonly Template[] = [contact, leave, expense, quotation, repair, survey]
