import type { NodeType } from '../define.ts'
import { ccTask } from './cc-task/node.ts'
import { delay } from './delay/node.ts'
import { endEvent } from './end-event/node.ts'
import { exclusiveGateway } from './exclusive-gateway/node.ts'
import { inclusiveGateway } from './inclusive-gateway/node.ts'
import { intermediateCatchEvent } from './intermediate-catch-event/node.ts'
import { parallelGateway } from './parallel-gateway/node.ts'
import { serviceTask } from './service-task/node.ts'
import { startEvent } from './start-event/node.ts'
import { terminateEndEvent } from './terminate-end-event/node.ts'
import { userTask } from './user-task/node.ts'

/** Every node type that comes with the product, in palette order. */
export const builtinNodes: readonly NodeType[] = [
  startEvent,
  userTask,
  ccTask,
  serviceTask,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  delay,
  intermediateCatchEvent,
  endEvent,
  terminateEndEvent,
]
