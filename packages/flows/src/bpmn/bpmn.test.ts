import { extensionList } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFlow } from '../check/check-flow.ts'
import { builtinNodes } from '../nodes/index.ts'
import { dice, randomGraph } from '../testing/random-graph.ts'
import { exportBpmn, importBpmn } from './index.ts'

const sorted = <T extends { readonly id: string }>(list: readonly T[]): readonly T[] =>
  list.toSorted((a, b) => (a.id < b.id ? -1 : 1))

describe('a flow of every type of node', () => {
  it('comes back from BPMN as it went (invariant 21)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const flow = randomGraph(dice(seed))
        const { xml } = exportBpmn(flow)
        const back = importBpmn(xml)
        expect(sorted(back.flow.nodes)).toEqual(sorted(flow.nodes))
        expect(sorted(back.flow.edges)).toEqual(sorted(flow.edges))
        expect(back.losses).toEqual([])
        expect({ ...flow, ...back.flow }.start).toEqual(flow.start)
        // Edges out of one node keep the order they are asked in.
        const out = (edges: typeof flow.edges) => edges.map(({ id, source }) => `${source} ${id}`)
        const order = (edges: typeof flow.edges) =>
          Object.groupBy(out(edges), (one) => one.split(' ')[0] ?? '')
        expect(order(back.flow.edges)).toEqual(order(flow.edges))
      }),
      { numRuns: 150 },
    )
  })
})

const file = (body: string, more = ''): string => `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
  <message id="m1" name="reply" />${more}
  <process id="p" name="Leave">${body}</process>
</definitions>`

const plain = file(`
  <startEvent id="s" name="Begin" />
  <userTask id="ask" name="Boss &amp; Co" camunda:assignee="\${boss}"><incoming>f1</incoming></userTask>
  <exclusiveGateway id="x" default="f4" />
  <subProcess id="sub"><startEvent id="si" /><manualTask id="t1" /><endEvent id="ei" />
    <sequenceFlow id="i1" sourceRef="si" targetRef="t1" /><sequenceFlow id="i2" sourceRef="t1" targetRef="ei" />
  </subProcess>
  <receiveTask id="r" messageRef="m1" />
  <boundaryEvent id="b" attachedToRef="ask" cancelActivity="false"><timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition></boundaryEvent>
  <endEvent id="e" /><endEvent id="e2"><terminateEventDefinition /></endEvent>
  <textAnnotation id="n"><text>hi</text></textAnnotation>
  <sequenceFlow id="f1" sourceRef="s" targetRef="ask" /><sequenceFlow id="f2" sourceRef="ask" targetRef="x" />
  <sequenceFlow id="f3" sourceRef="x" targetRef="sub"><conditionExpression>\${days &gt; 3}</conditionExpression></sequenceFlow>
  <sequenceFlow id="f4" sourceRef="x" targetRef="r" /><sequenceFlow id="f5" sourceRef="sub" targetRef="e" />
  <sequenceFlow id="f6" sourceRef="r" targetRef="e" /><sequenceFlow id="f7" sourceRef="b" targetRef="e2" />`)

describe('a file of another tool', () => {
  it('gives the steps it has here, and a report of what is left to do', () => {
    const { flow, losses } = importBpmn(plain, (text) =>
      text === '${days > 3}' ? { '>': [{ var: 'record.days' }, 3] } : undefined,
    )
    const nodes = extensionList(builtinNodes)
    const whole = { key: 'f', label: 'F', entity: 'deal', start: { type: 'manual' as const }, ...flow }
    const known = new Set(['FLOW_SETTING', 'FLOW_APPROVAL'])
    expect(
      checkFlow(whole, { nodes }).filter((one) => !known.has(one.code) && one.level === 'block'),
    ).toEqual([])
    expect(flow.nodes.find(({ id }) => id === 'ask')).toMatchObject({ type: 'user_task', name: 'Boss & Co' })
    expect(flow.nodes.find(({ id }) => id === 't1')).toMatchObject({
      parent: 'sub',
      approval: { decision: false },
    })
    expect(flow.nodes.find(({ id }) => id === 'r')).toMatchObject({ message: 'reply' })
    expect(flow.nodes.find(({ id }) => id === 'x')).toMatchObject({ default: 'f4' })
    expect(flow.nodes.find(({ id }) => id === 'b')).toMatchObject({
      attachedTo: 'ask',
      cancelActivity: false,
      event: { timer: { duration: 'P2D' } },
    })
    expect(flow.edges.find(({ id }) => id === 'f3')?.condition).toEqual({ '>': [{ var: 'record.days' }, 3] })
    expect(losses.map(({ id, kind }) => [id, kind])).toEqual([
      ['ask', 'open'],
      ['t1', 'open'],
      ['n', 'lost'],
    ])
  })

  it('is refused in words when it is none, holds no process or could grow', () => {
    expect(() => importBpmn('{}')).toThrow(expect.objectContaining({ code: 'BPMN_UNREADABLE' }))
    expect(() => importBpmn(file(''))).toThrow(expect.objectContaining({ code: 'BPMN_NO_PROCESS' }))
    expect(() => importBpmn(`<!DOCTYPE x [<!ENTITY a "b">]>${plain}`)).toThrow(
      expect.objectContaining({ code: 'BPMN_UNREADABLE' }),
    )
  })
})
