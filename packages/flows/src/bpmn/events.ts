import type { Expression } from '@mortise/expressions'
import type { EventSettings } from '../types.ts'
import { textIn, type Xml, xml } from './xml.ts'

/** What is declared once beside the process and named by its events. */
export type Roots = {
  /** Id of what an event names, declared when it is first named. */
  readonly refer: (kind: 'message' | 'signal' | 'error' | 'escalation', name: string) => string
}

const json = (value: unknown): string => JSON.stringify(value)

/** An expression of ours, marked as such: other tools keep it and don't understand it. */
export function writeExpression(name: string, value: Expression): Xml {
  return xml(
    name,
    { 'xsi:type': 'bpmn:tFormalExpression', language: 'https://jsonlogic.com' },
    [],
    json(value),
  )
}

/** The expression in an element, when it is one of ours. */
export function readExpression(element: Xml | undefined): Expression | undefined {
  if (element?.attributes['language'] !== 'https://jsonlogic.com') return undefined
  try {
    return JSON.parse(element.text) as Expression
  } catch {
    return undefined
  }
}

/** The definitions of an event. */
export function writeEvent(event: EventSettings, roots: Roots): readonly Xml[] {
  const { timer, message, signal, condition, error, escalation } = event
  if (timer !== undefined) {
    const inner =
      timer.duration === undefined
        ? writeExpression('bpmn:timeDate', timer.until ?? null)
        : xml('bpmn:timeDuration', { 'xsi:type': 'bpmn:tFormalExpression' }, [], timer.duration)
    return [xml('bpmn:timerEventDefinition', {}, [inner])]
  }
  if (message !== undefined)
    return [xml('bpmn:messageEventDefinition', { messageRef: roots.refer('message', message.name) })]
  if (signal !== undefined)
    return [xml('bpmn:signalEventDefinition', { signalRef: roots.refer('signal', signal.name) })]
  if (condition !== undefined)
    return [xml('bpmn:conditionalEventDefinition', {}, [writeExpression('bpmn:condition', condition)])]
  if (error !== undefined)
    return [
      xml(
        'bpmn:errorEventDefinition',
        error.code === undefined ? {} : { errorRef: roots.refer('error', error.code) },
      ),
    ]
  if (escalation !== undefined)
    return [
      xml(
        'bpmn:escalationEventDefinition',
        escalation.code === undefined ? {} : { escalationRef: roots.refer('escalation', escalation.code) },
      ),
    ]
  return []
}

/** Names of what the file declares, by id. */
export type Names = ReadonlyMap<string, string>

const named = (element: Xml, attribute: string, names: Names): string =>
  names.get(element.attributes[attribute] ?? '') ?? element.attributes[attribute] ?? ''

type Reading = (definition: Xml, names: Names) => EventSettings

const readings: { readonly [definition: string]: Reading } = {
  timerEventDefinition: (definition) => {
    const duration = textIn(definition, 'timeDuration')
    const until = readExpression(definition.children.find(({ name }) => name === 'timeDate'))
    const date = textIn(definition, 'timeDate')
    if (duration !== undefined) return { timer: { duration } }
    return { timer: until === undefined ? (date === undefined ? {} : { until: date }) : { until } }
  },
  messageEventDefinition: (definition, names) => ({
    message: { name: named(definition, 'messageRef', names) },
  }),
  signalEventDefinition: (definition, names) => ({ signal: { name: named(definition, 'signalRef', names) } }),
  conditionalEventDefinition: (definition) => ({
    condition: readExpression(definition.children.find(({ name }) => name === 'condition')) ?? null,
  }),
  errorEventDefinition: (definition, names) => {
    const code = named(definition, 'errorRef', names)
    return { error: code === '' ? {} : { code } }
  },
  escalationEventDefinition: (definition, names) => {
    const code = named(definition, 'escalationRef', names)
    return { escalation: code === '' ? {} : { code } }
  },
}

/** What an event of a file is about; undefined for kinds that flows here don't know. */
export function readEvent(element: Xml, names: Names): EventSettings | undefined {
  const definition = element.children.find(({ name }) => Object.hasOwn(readings, name))
  return definition === undefined ? undefined : readings[definition.name]?.(definition, names)
}
