import type { AssigneeType } from './define.ts'
import { department } from './department.ts'
import { departmentHead } from './department-head.ts'
import { expression } from './expression.ts'
import { field } from './field.ts'
import { group } from './group.ts'
import { manager } from './manager.ts'
import { managerChain } from './manager-chain.ts'
import { previousPick, starterPick } from './picks.ts'
import { position } from './position.ts'
import { role } from './role.ts'
import { starter } from './starter.ts'
import { user } from './user.ts'

/** Every way to name people that comes with the product, in the order of the picker. */
export const builtinAssignees: readonly AssigneeType[] = [
  manager,
  managerChain,
  departmentHead,
  role,
  position,
  group,
  user,
  department,
  field,
  starter,
  starterPick,
  previousPick,
  expression,
]
