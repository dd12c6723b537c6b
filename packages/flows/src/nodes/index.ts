import type { NodeType } from '../define.ts'
import { assignTask } from './assign-task/node.ts'
import { boundaryEvent } from './boundary-event/node.ts'
import { businessRuleTask } from './business-rule-task/node.ts'
import { callActivity } from './call-activity/node.ts'
import { ccTask } from './cc-task/node.ts'
import { delay } from './delay/node.ts'
import { endEvent } from './end-event/node.ts'
import { errorEndEvent } from './error-end-event/node.ts'
import { eventBasedGateway } from './event-based-gateway/node.ts'
import { exclusiveGateway } from './exclusive-gateway/node.ts'
import { forEach } from './for-each/node.ts'
import { inclusiveGateway } from './inclusive-gateway/node.ts'
import { intermediateCatchEvent } from './intermediate-catch-event/node.ts'
import { intermediateThrowEvent } from './intermediate-throw-event/node.ts'
import { joinGateway } from './join-gateway/node.ts'
import { parallelGateway } from './parallel-gateway/node.ts'
import { receiveTask } from './receive-task/node.ts'
import { scoreTask } from './score-task/node.ts'
import { scriptTask } from './script-task/node.ts'
import { sendTask } from './send-task/node.ts'
import { serviceTask } from './service-task/node.ts'
import { startEvent } from './start-event/node.ts'
import { subProcess } from './sub-process/node.ts'
import { terminateEndEvent } from './terminate-end-event/node.ts'
import { userTask } from './user-task/node.ts'

/** Every node type that comes with the product, in palette order. */
export const builtinNodes: readonly NodeType[] = [
  startEvent,
  userTask,
  ccTask,
  serviceTask,
  businessRuleTask,
  scoreTask,
  assignTask,
  scriptTask,
  sendTask,
  receiveTask,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventBasedGateway,
  joinGateway,
  subProcess,
  forEach,
  callActivity,
  delay,
  intermediateCatchEvent,
  intermediateThrowEvent,
  boundaryEvent,
  endEvent,
  terminateEndEvent,
  errorEndEvent,
]
