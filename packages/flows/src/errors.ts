import { defineErrors, type ErrorTable } from '@mortise/errors'

/** What a command on a flow may be refused with. */
export const errors: ErrorTable<
  | 'FLOW_ITEM_UNKNOWN'
  | 'FLOW_ITEM_STALE'
  | 'FLOW_ITEM_CLOSED'
  | 'BPMN_UNREADABLE'
  | 'BPMN_NO_PROCESS'
  | 'FLOW_ITEM_LOCKED'
  | 'FLOW_NOT_YOURS'
  | 'FLOW_ENDED'
  | 'FLOW_STARTED'
  | 'FLOW_OPERATION_OFF'
  | 'FLOW_COMMENT_REQUIRED'
  | 'FLOW_RETURN_TARGET'
  | 'FLOW_PERSON_UNFIT'
  | 'FLOW_RECALL_REFUSED'
  | 'FLOW_REMIND_TOO_SOON'
  | 'FLOW_INCIDENT_UNKNOWN'
  | 'FLOW_REPLAY_BROKEN'
  | 'FLOW_SUSPENDED'
  | 'FLOW_NOT_SUSPENDED'
  | 'FLOW_JUMP_TARGET'
  | 'FLOW_TOKEN_UNKNOWN'
  | 'FLOW_NOT_ENDED'
  | 'FLOW_MIGRATION_REFUSED'
  | 'FLOW_SIGNATURE_REQUIRED'
  | 'FLOW_ATTACHMENT_REQUIRED'
  | 'FLOW_SIGN_MIXED'
  | 'FLOW_SIGN_DEPTH'
  | 'FLOW_CLAIM_FIRST'
  | 'FLOW_CLAIMED'
  | 'FLOW_SEPARATE_DUTIES'
  | 'FLOW_TAKE_BACK_REFUSED'
  | 'FLOW_PICK_UNFIT'
> = defineErrors({
  FLOW_ITEM_UNKNOWN: {
    kind: 'user',
    status: 404,
    zh: '没有这个待办，请刷新后再试',
    en: 'there is no such task; reload and try again',
  },
  FLOW_ITEM_STALE: {
    kind: 'user',
    status: 409,
    zh: '这个待办在你打开之后有变化，请刷新后再处理',
    en: 'the task changed since you opened it; reload and decide again',
  },
  FLOW_ITEM_CLOSED: {
    kind: 'user',
    status: 409,
    zh: '这个待办已经处理完了，不需要再处理',
    en: 'the task is already decided; nothing is left to do',
  },
  BPMN_UNREADABLE: {
    kind: 'user',
    zh: '这个文件不是能读的 BPMN 2.0 文件（XML），请重新导出后再试',
    en: 'this is no BPMN 2.0 file (XML) that can be read; export it again and try once more',
  },
  BPMN_NO_PROCESS: {
    kind: 'user',
    zh: '文件里没有带开始事件的流程',
    en: 'the file holds no process with a start event',
  },
  FLOW_ITEM_LOCKED: {
    kind: 'user',
    status: 409,
    zh: '这个待办正在等别人先处理（加签、委派或依次审批），现在还不能处理',
    en: 'the task waits for somebody else first (added signer, delegate or order); it can be decided afterwards',
  },
  FLOW_NOT_YOURS: {
    kind: 'user',
    status: 403,
    zh: '这不是你能做的操作，请联系处理人或流程管理员',
    en: 'this is not yours to do; ask the assignee or a flow administrator',
  },
  FLOW_ENDED: {
    kind: 'user',
    status: 409,
    zh: '流程已经结束，不能再操作',
    en: 'the flow has ended; nothing can be done in it any more',
  },
  FLOW_STARTED: { kind: 'user', status: 409, zh: '流程已经发起过了', en: 'the flow was started before' },
  FLOW_OPERATION_OFF: {
    kind: 'user',
    status: 403,
    zh: '这个节点不允许“{operation}”，可在流程设计里打开',
    en: 'this node does not allow "{operation}"; it can be switched on in the flow designer',
  },
  FLOW_COMMENT_REQUIRED: {
    kind: 'user',
    zh: '请填写意见后再提交',
    en: 'write a comment before you send this decision',
  },
  FLOW_RETURN_TARGET: {
    kind: 'user',
    zh: '不能退回到“{target}”：只能退回到本分支里已经走过的节点',
    en: 'can not return to "{target}": only nodes already passed in this branch can be a target',
  },
  FLOW_PERSON_UNFIT: {
    kind: 'user',
    zh: '不能选择“{person}”：可能已停用、是你自己，或已经是这里的处理人',
    en: 'can not choose "{person}": inactive, yourself, or already at this task',
  },
  FLOW_RECALL_REFUSED: {
    kind: 'user',
    status: 409,
    zh: '不能撤回：流程不允许，或已经有人处理过',
    en: 'can not recall: the flow does not allow it, or somebody has already acted',
  },
  FLOW_REMIND_TOO_SOON: {
    kind: 'user',
    status: 429,
    zh: '刚催办过，请 10 分钟后再试',
    en: 'a reminder was just sent; try again in 10 minutes',
  },
  FLOW_INCIDENT_UNKNOWN: {
    kind: 'user',
    status: 404,
    zh: '没有这个异常，或已经处理',
    en: 'there is no such incident, or it is closed',
  },
  FLOW_REPLAY_BROKEN: {
    kind: 'unexpected',
    zh: '流程历史不连续：缺少第 {seq} 条',
    en: 'the history of the flow has a gap at {seq}',
  },
  FLOW_SUSPENDED: {
    kind: 'user',
    status: 409,
    zh: '流程已挂起，恢复后才能继续处理',
    en: 'the flow is suspended; go on once it is resumed',
  },
  FLOW_NOT_SUSPENDED: {
    kind: 'user',
    status: 409,
    zh: '流程没有挂起，不需要恢复',
    en: 'the flow is not suspended; there is nothing to resume',
  },
  FLOW_JUMP_TARGET: {
    kind: 'user',
    zh: '不能跳转到“{target}”：没有这个节点，或它在别的子流程里',
    en: 'can not jump to "{target}": there is no such node, or it lies inside another sub-process',
  },
  FLOW_TOKEN_UNKNOWN: {
    kind: 'user',
    status: 404,
    zh: '流程已经不在这个位置，请刷新后再试',
    en: 'the flow does not stand there any more; reload and try again',
  },
  FLOW_NOT_ENDED: {
    kind: 'user',
    status: 409,
    zh: '流程还在进行，不需要唤醒',
    en: 'the flow still runs; there is nothing to bring back',
  },
  FLOW_SIGNATURE_REQUIRED: {
    kind: 'user',
    zh: '这一步要手写签名，请签名后再提交',
    en: 'this step needs a handwritten signature; sign before you send',
  },
  FLOW_ATTACHMENT_REQUIRED: {
    kind: 'user',
    zh: '这一步要上传附件，请上传后再提交',
    en: 'this step needs a file; attach one before you send',
  },
  FLOW_SIGN_MIXED: {
    kind: 'user',
    status: 409,
    zh: '同一个待办不能既有前加签又有后加签，请先减签或等他们处理完',
    en: 'a task has signers before it or after it, not both; remove those there are, or wait for them',
  },
  FLOW_SIGN_DEPTH: {
    kind: 'user',
    status: 403,
    zh: '被加签的人不能再加签，或加签层数已到上限',
    en: 'added signers may not add others here, or the chain is as deep as it may be',
  },
  FLOW_CLAIM_FIRST: {
    kind: 'user',
    status: 409,
    zh: '请先认领这个待办再处理',
    en: 'claim the task before you decide it',
  },
  FLOW_CLAIMED: {
    kind: 'user',
    status: 409,
    zh: '已被“{person}”认领，释放后你才能处理',
    en: 'already claimed by "{person}"; it can be yours once it is released',
  },
  FLOW_SEPARATE_DUTIES: {
    kind: 'user',
    status: 403,
    zh: '按职责分离的要求，“{person}”不能处理这一步，请换一个人',
    en: 'duties are kept apart here: "{person}" may not act at this step; choose somebody else',
  },
  FLOW_TAKE_BACK_REFUSED: {
    kind: 'user',
    status: 409,
    zh: '不能拿回：下一步已经有人处理，或后面的自动动作已经执行',
    en: 'can not be taken back: somebody has acted at the next step, or an automatic action has run',
  },
  FLOW_PICK_UNFIT: {
    kind: 'user',
    zh: '“{node}”选择的审批人不符合要求：{why}',
    en: 'the people picked for "{node}" do not fit: {why}',
  },
  FLOW_MIGRATION_REFUSED: {
    kind: 'user',
    status: 409,
    zh: '不能迁移到新版本，有 {count} 处对应不上，请先补充对应关系',
    en: 'can not move to the other version: {count} places have no counterpart; map them first',
  },
})
