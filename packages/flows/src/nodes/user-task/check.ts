import type { FlowNodeDocument } from '@mortise/schema'
import { isDuration } from '../wait.ts'
import { approvalOf } from './operations.ts'

type Problem = { readonly path: string; readonly code?: string; readonly zh: string; readonly en: string }

const inRange = (value: number | null | undefined, low: number, high: number): boolean =>
  value === undefined || value === null || (value >= low && value <= high)

/** Publish checks of an approval node by itself. */
export function checkUserTask(node: FlowNodeDocument): readonly Problem[] {
  const approval = approvalOf(node)
  const problems: Problem[] = []
  const add = (path: string, zh: string, en: string): void =>
    void problems.push({ path: `/approval${path}`, zh, en })
  if (approval.assignees.length === 0 && approval.auto === undefined)
    add('/assignees', '请选择审批人', 'choose who approves')
  if (!inRange(approval.passRatio, 1, 100))
    add('/passRatio', '通过比例要在 1–100 之间', 'the ratio must be 1–100')
  if (!inRange(approval.passCount, 1, 1000))
    add('/passCount', '通过人数至少 1', 'the count must be at least 1')
  if (!inRange(approval.rejectCount, 1, 1000))
    add('/rejectCount', '拒绝人数至少 1', 'the count must be at least 1')
  const counted =
    approval.passRatio ??
    approval.passCount ??
    approval.rejectCount ??
    approval.weights ??
    approval.passWhen ??
    approval.rejectWhen
  if (approval.mode === 'vote' && counted === undefined)
    add('/passRatio', '票签要填通过比例、人数或权重', 'a vote needs a ratio, a count or weights')
  if (approval.onEmpty?.do === 'assign' && approval.onEmpty.user === undefined)
    add('/onEmpty/user', '请指定审批人为空时由谁处理', 'name who decides when nobody is found')
  for (const [index, timeout] of (approval.timeouts ?? []).entries()) {
    const path = `/timeouts/${index}`
    if (!isDuration(timeout.after))
      add(`${path}/after`, '时长写法如 PT4H、P1D', 'write a duration such as PT4H, P1D')
    if (timeout.repeat !== undefined && !isDuration(timeout.repeat))
      add(`${path}/repeat`, '时长写法如 PT4H、P1D', 'write a duration such as PT4H, P1D')
    if (timeout.do === 'transfer' && timeout.to === undefined)
      add(`${path}/to`, '请选择超时后转给谁', 'choose whom it goes to when late')
  }
  for (const [index, { min = 0, max = Infinity, type, until, level, role }] of approval.assignees.entries()) {
    const path = `/assignees/${index}`
    if (min > max) add(`${path}/min`, '至少人数不能超过至多人数', 'at least is more than at most')
    if (type === 'manager_chain' && until === 'level' && level === undefined)
      add(`${path}/level`, '请填写到第几级', 'say up to which level')
    if (type === 'manager_chain' && until === 'role' && role === undefined)
      add(`${path}/role`, '请选择到哪个角色为止', 'say up to which role')
  }
  if (approval.weights !== undefined && Object.values(approval.weights).some((one) => one < 0))
    add('/weights', '权重不能为负', 'weights are not negative')
  const worth = Object.values(approval.weights ?? {}).reduce((sum, one) => sum + one, 0)
  if (approval.mode === 'vote' && approval.weights !== undefined && worth <= (approval.passWeight ?? 50))
    add(
      '/weights',
      '所有人都同意也通不过：权重合计要大于通过所需的权重',
      'nothing could ever pass: all weights together must be more than what is needed',
    )
  if (approval.dedupeWatch !== undefined && (approval.dedupe ?? 'none') === 'none')
    add('/dedupe', '关注字段只在自动去重时有用，请选择去重方式', 'choose how repeated approvals are left out')
  return problems
}
