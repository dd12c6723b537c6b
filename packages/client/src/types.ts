import type { PickNeed } from './work.ts'
import type { DocumentByKind, FieldRight, RecordQuery, RecordValues } from '@mortise/schema'

/** A condition or formula as JSON. */
export type FilterExpression = Exclude<RecordQuery['filter'], undefined>

/** Shown names of linked records by entity and id; null when the reader may not see that record. */
export type Refs = { readonly [entity: string]: { readonly [id: string]: string | null } }

/** A record as it travels: its values and its lock version. */
export type WireRecord = RecordValues & { readonly id: string; readonly version: number }

export type RecordAnswer = {
  readonly data: WireRecord
  readonly refs: Refs
  readonly warnings?: readonly Warning[]
}

/** Something the server let through but wants said. */
export type Warning = { readonly path: string; readonly code: string; readonly message: string }

export type ListAnswer = {
  readonly data: readonly WireRecord[]
  readonly nextCursor: string | null
  readonly count?: number
  readonly refs: Refs
}

/** What a person may do with the records of an entity, as a whole. */
export type EntityRights = {
  readonly create: boolean
  readonly read: boolean
  readonly update: boolean
  readonly delete: boolean
  readonly export: boolean
  readonly print: boolean
  readonly share: boolean
  readonly fields: { readonly [field: string]: Exclude<FieldRight, 'hidden'> }
}

/** The signed-in person. */
export type Me = {
  readonly user: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly locale: string | null
    readonly departmentId: string | null
    readonly roles: readonly string[]
  }
  readonly admin: boolean
  readonly design: boolean
  readonly workspace: {
    readonly key: string
    readonly name: string
    readonly timeZone: string
    readonly currency: string
    /** Sites whose pages forms may show in a frame; a device may keep an answer from before there were any. */
    readonly sites?: readonly string[]
  }
  readonly entities: { readonly [entity: string]: EntityRights }
  /** The administrator who looks through this person's eyes, if somebody does. */
  readonly viewer?: { readonly id: string; readonly name: string } | null
  readonly unread: number
  readonly todo: number
  readonly preferences?: { readonly [key: string]: unknown }
}

/** The published documents, cut down to what the person may see. */
export type ModelAnswer = {
  readonly version: number
  /** Which app each entity, dashboard and report is part of, by key. */
  readonly owners?: {
    readonly [K in 'entity' | 'dashboard' | 'report']: { readonly [key: string]: string }
  }
  readonly documents: {
    readonly app: readonly DocumentByKind['app'][]
    readonly entity: readonly DocumentByKind['entity'][]
    readonly form: readonly DocumentByKind['form'][]
    readonly view: readonly DocumentByKind['view'][]
    readonly page?: readonly DocumentByKind['page'][]
    readonly flow: readonly FlowSummary[]
    readonly report: readonly DocumentByKind['report'][]
    readonly dashboard: readonly DocumentByKind['dashboard'][]
    readonly print: readonly PrintSummary[]
    readonly rule: readonly DocumentByKind['rule'][]
    /** Scores whose field the person may see: what they are called and which field they fill, nothing of how. */
    readonly score?: readonly DocumentByKind['score'][]
    /** Which fields a policy gives to people: its name, entity and field. */
    readonly assignment?: readonly DocumentByKind['assignment'][]
    /** Working hours, holidays and make-up days: the same for everybody. */
    readonly calendar: readonly DocumentByKind['calendar'][]
  }
}

export type FlowSummary = Pick<DocumentByKind['flow'], 'key' | 'label' | 'entity' | 'start' | 'lock'>
export type PrintSummary = Pick<DocumentByKind['print'], 'key' | 'label' | 'entity'>

/** One line of a record's story, newest first. */
export type TimelineEntry = {
  readonly kind: 'history' | 'comment' | 'flow' | 'task' | 'related'
  readonly at: string
  readonly actorName: string | null
  readonly id?: string
  readonly text?: string
  readonly title?: string
  readonly entity?: string
  readonly recordId?: string
  readonly type?: string
  readonly state?: string
  /** Name of the record it happened to, where that was merged into this one; null where it can't be told. */
  readonly mergedFrom?: string | null
  readonly changes?: readonly {
    readonly field: string
    readonly from: RecordValues[string]
    readonly to: RecordValues[string]
  }[]
}

/** A person's task in a flow, as a list shows it. */
export type WorkItem = {
  readonly id: string
  readonly rev: number
  readonly state: string
  readonly nodeName: string
  readonly title: string
  readonly entity: string
  readonly recordId: string
  readonly flow: string
  readonly starter: string
  readonly createdAt: string
  readonly dueAt: string | null
  readonly instanceId: string
  /** How the run stands. */
  readonly status?: string
  readonly decidedAt?: string | null
  /** For whom it is, where it is not the reader's own. */
  readonly onBehalfOf?: string | null
  /** The run's own number, and what it says of its record. */
  readonly number?: string | null
  readonly summary?: string | null
}

/** One thing that happened in a flow instance. */
export type FlowEvent = {
  readonly at: string
  readonly type: string
  readonly nodeName?: string | null
  readonly actorName?: string | null
  readonly comment?: string | null
  readonly itemId?: string | null
  /** What else is told of it, such as the fields that were changed with a decision. */
  readonly data?: { readonly [key: string]: unknown }
}

export type FlowInstanceSummary = {
  readonly id: string
  readonly flow: string
  readonly title?: string
  readonly state: string
  readonly entity?: string
  readonly recordId?: string
  readonly starter?: string
  readonly starterId?: string
  readonly startedAt?: string
  readonly endedAt?: string | null
  readonly events?: readonly FlowEvent[]
  /** Places at which it can't go on by itself, and why; closed ones are over. */
  readonly incidents?: readonly {
    readonly id: string
    readonly nodeName: string
    readonly why: string
    readonly open: boolean
  }[]
  readonly items?: readonly {
    readonly id: string
    readonly state: string
    readonly nodeName: string
    readonly assigneeName: string
    readonly createdAt: string
    readonly decidedAt?: string | null
    readonly nodeId?: string
    readonly kind?: string
    readonly round?: number
    readonly comment?: string | null
    /** Why it was decided without a click. */
    readonly reason?: string | null
    readonly assignee?: string
    /** When it was first opened by whoever has it. */
    readonly readAt?: string | null
    /** Files: a handwritten name, and what was handed in with the decision. */
    readonly signature?: string
    readonly attachments?: readonly string[]
  }[]
}

/** What the person may do with a work item now. */
export type WorkOperations = {
  /** Decisions, such as approve and reject. */
  readonly decide: readonly string[]
  readonly transfer: boolean
  readonly delegate: boolean
  readonly addSign: readonly string[]
  /** Nodes it can be sent back to. */
  readonly returnTargets: readonly string[]
  /** Decisions that need a comment; a signature; a file. */
  readonly commentFor: readonly string[]
  readonly signatureFor?: readonly string[]
  readonly attachmentFor?: readonly string[]
  /** Commands beside the decisions, such as `cc`, `claim`, `release`, `takeBack`. */
  readonly cc?: boolean
  readonly claim?: boolean
  readonly release?: boolean
  readonly takeBack?: boolean
  /** Signers the person added, who may be taken away again. */
  readonly removable?: readonly string[]
  /** Other words on the buttons, by command. */
  readonly labels?: { readonly [command: string]: string | { readonly zh: string; readonly en: string } }
  /** Where a return goes on; `starterChooses` leaves it to whoever hands in again. */
  readonly resume?: 'rerun' | 'toRejecter' | 'starterChooses' | null
  /** Steps to come whose people they pick. */
  readonly picks?: readonly PickNeed[]
  /** For whom they act, where the task is not their own. */
  readonly onBehalfOf?: string | null
}

export type WorkItemAnswer = {
  readonly item: WorkItem
  readonly instance: FlowInstanceSummary
  readonly record: WireRecord
  readonly refs: Refs
  readonly fields: { readonly [field: string]: 'write' | 'read' | 'hidden' }
  readonly operations: WorkOperations
}

export type ImportState = {
  readonly id: string
  readonly state: string
  readonly total?: number
  readonly done?: number
  readonly counts?: ImportCounts
  /** Rows that wait for a person's word. */
  readonly review?: number
  readonly message?: string
  readonly fileName?: string
  readonly form?: ImportForm
  /** Records it made beside its own, by entity. */
  readonly made?: { readonly [entity: string]: number }
}

/** How a file is read. */
export type ImportForm = {
  readonly encoding?: string
  readonly delimiter?: string
  readonly headerRow?: number
  readonly sheet?: string
}

/** A row that may be a record that is there. */
export type ImportReview = {
  readonly index: number
  readonly line: number
  readonly cells: { readonly [column: string]: string }
  readonly candidates: readonly { readonly id: string; readonly values: RecordValues }[]
}

export type ImportCounts = {
  readonly create: number
  readonly update: number
  readonly skip: number
  readonly error: number
}

export type ImportUpload = {
  readonly id: string
  readonly total?: number
  readonly columns: readonly { readonly name: string; readonly samples: readonly string[] }[]
  /** Different texts of columns that have few, with their number. */
  readonly values?: {
    readonly [column: string]: readonly { readonly text: string; readonly count: number }[]
  }
  readonly suggested: { readonly [column: string]: string }
  /** What was said of such a file before. */
  readonly remembered?: {
    readonly values?: { readonly [field: string]: { readonly [text: string]: string | null } }
    readonly matchBy?: readonly string[]
    readonly onMatch?: 'update' | 'skip' | 'create' | 'review'
    readonly runRules?: boolean
    readonly wholeOrNothing?: boolean
    readonly createMissing?: readonly string[]
  }
  readonly form?: ImportForm
  readonly sheets?: readonly string[]
}

export type DryRun = {
  readonly counts: ImportCounts
  /** Rows a person would be asked about. */
  readonly review?: number
  /** What rules would do with the rows looked at. */
  readonly rules?: readonly {
    readonly rule: string
    readonly label: string
    readonly choice: 'run' | 'quiet' | 'skip'
    readonly matches: number
    readonly actions: readonly { readonly type: string; readonly label: string; readonly count: number }[]
  }[]
  readonly rowsPreviewed?: number
  /** Records that would be made because rows name them and nobody has them. */
  readonly made?: readonly {
    readonly entity: string
    readonly count: number
    readonly refused: readonly { readonly name: string; readonly message: string }[]
  }[]
  /** How many cells or values were corrected. */
  readonly fixes?: number
  readonly errors: readonly FaultCell[]
}

/** A cell that is wrong, or was until it was corrected. */
export type FaultCell = {
  readonly index: number
  readonly line: number
  /** '' where the row as a whole is wrong. */
  readonly column: string
  readonly original: string
  /** What goes in instead; `shown` is what people read where that is an id. */
  readonly words?: string
  readonly shown?: string
  /** Null once it is right. */
  readonly message: string | null
}

/** A correction: of one cell, or without `index` of every cell of the column that says `original`. Null takes it back. */
export type ImportFix = {
  readonly column: string
  readonly index?: number
  readonly original: string
  readonly words: string | null
  readonly shown?: string
}

/** What corrections have come to: rows that were looked at again. */
export type ImportFixed = Pick<DryRun, 'counts' | 'review' | 'fixes' | 'errors'>

/** Texts of a column that mean no option, record or person. */
export type ImportUnknown = {
  readonly column: string
  readonly field: string
  readonly target?: string
  readonly texts: readonly { readonly text: string; readonly count: number }[]
  readonly more: number
  readonly create?: { readonly allowed: boolean; readonly why?: string }
}

export type SearchHit = {
  readonly entity: string
  readonly id: string
  readonly title: string
  readonly hint?: string | null
}

export type NotificationEntry = {
  readonly id: string
  readonly title: string
  readonly body?: string | null
  readonly entity?: string | null
  readonly recordId?: string | null
  readonly createdAt: string
  readonly readAt: string | null
  /** Path of the product that it leads to, where that is no record. */
  readonly link?: string | null
  readonly topic?: 'mention' | 'task' | 'rule' | 'share' | 'report'
  readonly snoozedUntil?: string | null
}

export type UserEntry = {
  readonly id: string
  /** What app folders call them; told to designers only. */
  readonly key?: string | null
  readonly name: string
  readonly email: string
  readonly departmentId: string | null
  readonly managerId?: string | null
  /** Null: the region of the department. */
  readonly regionId?: string | null
  /** What they are in the company: approvals find people by it. */
  readonly title?: string | null
  readonly roles: readonly string[]
  readonly active: boolean
  /** Groups and further departments somebody belongs to. */
  readonly groupIds?: readonly string[]
  readonly otherDepartmentIds?: readonly string[]
}

/** A group of people across departments; `members`: how many. */
export type GroupEntry = {
  readonly id: string
  /** What app folders call it. */
  readonly key: string | null
  readonly name: string
  readonly members: number
}

export type DepartmentEntry = {
  readonly id: string
  /** What app folders call it. */
  readonly key?: string | null
  readonly name: string
  readonly parentId: string | null
  readonly headId?: string | null
  /** Null: the region of the department above. */
  readonly regionId?: string | null
}

/** A region, one node of their tree. */
export type RegionEntry = { readonly id: string; readonly name: string; readonly parentId: string | null }

/** A stored file as fields hold it. */
export type FileEntry = {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly type: string
}

/** Something changed on the server: read again what shows it. `id` is that of one's own import, never a record's. */
export type ServerEvent = {
  readonly topic: 'record' | 'model' | 'inbox' | 'notification' | 'import' | 'design'
  readonly entity?: string
  readonly id?: string
  /** With the topic `design`: who is at the document `id` (`form/lead.edit`), and what they did. */
  readonly sign?: {
    readonly user: string
    readonly name: string
    readonly window: string
    readonly state: 'saved' | 'here' | 'away'
    readonly at?: string
  }
}
