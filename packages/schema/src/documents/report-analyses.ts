import type { Expression } from '@mortise/expressions'
import type { Condition } from './common.ts'

/** How many deals are won, how long that takes, and what a day of selling brings. */
export type VelocitySettings = {
  readonly won: Condition
  readonly lost: Condition
  /** What is still being worked on; whatever is neither won nor lost where nothing is said. */
  readonly open?: Condition
  /** Dates on the record: when it began and when it was closed. */
  readonly start: Expression
  readonly end: Expression
  readonly amount?: Expression
  /** Owner, region, product, …: told apart. */
  readonly by?: Expression
  /** Deals that were closed in this named range count as won or lost; all of them where nothing is said. */
  readonly period?: string
}

/** How the credit for what was won is shared among the touches before it. */
export type AttributionModel = 'first' | 'last' | 'linear' | 'position' | 'decay'

/** Which channels brought what was won. The records of the report are what was won. */
export type AttributionSettings = {
  /** When it was won. */
  readonly at: Expression
  readonly amount?: Expression
  /** Entity of the touches, and on each of them: what came of it, when it was, and by which channel. */
  readonly touches: string
  readonly conversion: Expression
  readonly touchedAt: Expression
  readonly channel: Expression
  readonly where?: Condition
  /** Only touches of so many days before count; 90 where nothing is said. */
  readonly days?: number
  /** Without one, all of them stand beside one another. */
  readonly model?: AttributionModel
}

/** What marketing brings for what it costs: ROI, CAC, LTV and payback by channel. */
export type ReturnsSettings = AttributionSettings & {
  /** Gross profit of what was won. */
  readonly profit: Expression
  /** The customer of what was won, and what makes that customer a new one. */
  readonly customer: Expression
  readonly isNew?: Condition
  /** Entity of the spendings, and on each of them: channel and amount. */
  readonly spending: string
  readonly spentBy: Expression
  readonly spent: Expression
  readonly spentWhere?: Condition
  /** Months the numbers are of, and the share of customers (0 to 1) that leave in a month. */
  readonly months?: number
  readonly churn?: number
}

/** What will be won: by the chance of each stage, against a target, and how well that would have told before. */
export type ForecastSettings = {
  /** Field of the stage; its options say what is won and lost, and how likely each is. */
  readonly field: string
  readonly amount: Expression
  /** When it is expected to be won, and when it was closed. */
  readonly close: Expression
  readonly closedAt: Expression
  readonly period?: 'month' | 'quarter' | 'year'
  /** Months of closed records that chances are learnt from; 12 where nothing is said. */
  readonly lookback?: number
  /** Entity of the targets, and on each of them: when it is for and how much. */
  readonly targets?: string
  readonly targetDate?: Expression
  readonly target?: Expression
  readonly targetWhere?: Condition
  /** Month by month (the default), where this period will end, or what would have been told of the last ones. */
  readonly show?: 'periods' | 'landing' | 'backtest'
}

/** What customers say when they are asked. The records of the report are the questions; without a score, unanswered. */
export type SatisfactionSettings = {
  readonly score: Expression
  /** 0 to 10, those who would recommend less those who would not, or 1 to 5, the share that is content. */
  readonly scale: 'nps' | 'csat'
  /** Of one customer only the first answer within 24 hours counts. */
  readonly who?: Expression
  readonly at?: Expression
  readonly by?: Expression
}

/** Whether work was done by the time it was due. */
export type SlaSettings = {
  readonly start: Expression
  readonly due: Expression
  readonly done: Expression
  readonly by?: Expression
  /** What was due in this named range counts; everything where nothing is said. */
  readonly period?: string
}

/** Which customers leave, and where the change comes from. The records of the report are the customers. */
export type ChurnSettings = {
  /** Relation from the customer to what it buys, and the date of that. */
  readonly orders: string
  readonly date: Expression
  readonly where?: Condition
  /** A customer that bought nothing for so many days has left; 90 where nothing is said. */
  readonly days?: number
  /** When a customer ended it, where that is known. */
  readonly ended?: Expression
  readonly period?: 'month' | 'quarter' | 'year'
  /** Fields, also behind links, whose values are held against one another. */
  readonly by?: readonly string[]
  /** Values with their part in the change (the default), or the rate over time. */
  readonly show?: 'causes' | 'trend'
  /** Rate (0 to 1) above which it alarms, if it also rose beyond chance. */
  readonly threshold?: number
}
