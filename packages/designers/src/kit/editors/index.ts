import { extensionList, type ExtensionList } from '@mortise/schema'
import type { SettingFace } from '../setting-face.ts'
import { ActionEditor, ActionsEditor } from './action.tsx'
import { AssigneesEditor } from './assignees.tsx'
import { PositionEditor, UserGroupEditor } from './belonging.tsx'
import { ColourEditor } from './colour.tsx'
import { ConnectionEditor } from './connection.tsx'
import { documentEditor } from './document.tsx'
import { DurationEditor } from './duration.tsx'
import { EntityEditor } from './entity.tsx'
import { ConditionEditor, ExpressionEditor, StandardEditor } from './expression.tsx'
import { FieldEditor, FieldsEditor, LinkEditor, PathEditor, PathsEditor } from './field.tsx'
import { FixedKey } from './fixed-key.tsx'
import { FillEditor } from './fill.tsx'
import { FieldRightsEditor } from './field-rights.tsx'
import { GroupEditor } from './group.tsx'
import { HtmlEditor } from './html.tsx'
import { IconEditor } from './icon.tsx'
import { JsonEditor } from './json.tsx'
import { LabelEditor } from './label.tsx'
import { ChoicesFilterEditor, MatchEditor } from './match.tsx'
import { NodeEditor, NodesEditor } from './node.tsx'
import { OptionValuesEditor } from './option-values.tsx'
import { PageAddressEditor } from './page-address.tsx'
import { PartsEditor } from './parts.tsx'
import { PeopleEditor } from './people.tsx'
import { PeriodEditor } from './period.tsx'
import { PersonEditor } from './person.tsx'
import { PromiseEditor } from './promise.tsx'
import { RelationEditor } from './relation.tsx'
import { RowsFieldEditor } from './rows-field.tsx'
import { RowsEditor } from './rows.tsx'
import { ShareEditor } from './share.tsx'
import { SortEditor } from './sort.tsx'
import { StepsEditor } from './steps.tsx'
import { TemplateEditor } from './template.tsx'
import { TimeoutsEditor } from './timeouts.tsx'
import { FieldOfEditor, ValueOfEditor } from './value-of.tsx'
import { MapEditor, ValuesEditor } from './values.tsx'
import { WeightsEditor } from './weights.tsx'
import { WidthEditor } from './width.tsx'

/** Every editor. One line each. */
export const editors: ExtensionList<SettingFace> = extensionList<SettingFace>([
  { type: 'label', Editor: LabelEditor },
  { type: 'colour', Editor: ColourEditor },
  { type: 'parts', Editor: PartsEditor },
  { type: 'width', Editor: WidthEditor },
  { type: 'fixed_key', Editor: FixedKey },
  { type: 'entity', Editor: EntityEditor },
  { type: 'field', Editor: FieldEditor },
  { type: 'fields', Editor: FieldsEditor },
  { type: 'path', Editor: PathEditor },
  { type: 'paths', Editor: PathsEditor },
  { type: 'link_field', Editor: LinkEditor },
  { type: 'condition', Editor: ConditionEditor },
  { type: 'expression', Editor: ExpressionEditor },
  { type: 'standard', Editor: StandardEditor },
  { type: 'value_of', Editor: ValueOfEditor },
  { type: 'field_of', Editor: FieldOfEditor },
  { type: 'relation', Editor: RelationEditor },
  { type: 'period', Editor: PeriodEditor },
  { type: 'values', Editor: ValuesEditor },
  { type: 'map', Editor: MapEditor },
  { type: 'people', Editor: PeopleEditor },
  { type: 'connection', Editor: ConnectionEditor },
  { type: 'person', Editor: PersonEditor },
  { type: 'assignees', Editor: AssigneesEditor },
  { type: 'user_group', Editor: UserGroupEditor },
  { type: 'position', Editor: PositionEditor },
  { type: 'weights', Editor: WeightsEditor },
  { type: 'timeouts', Editor: TimeoutsEditor },
  { type: 'promise', Editor: PromiseEditor },
  { type: 'field_rights', Editor: FieldRightsEditor },
  { type: 'template', Editor: TemplateEditor },
  { type: 'html', Editor: HtmlEditor },
  { type: 'page_address', Editor: PageAddressEditor },
  { type: 'duration', Editor: DurationEditor },
  { type: 'action', Editor: ActionEditor },
  { type: 'actions', Editor: ActionsEditor },
  { type: 'steps', Editor: StepsEditor },
  { type: 'rows', Editor: RowsEditor },
  { type: 'group', Editor: GroupEditor },
  { type: 'share', Editor: ShareEditor },
  { type: 'icon', Editor: IconEditor },
  { type: 'match', Editor: MatchEditor },
  { type: 'choices_filter', Editor: ChoicesFilterEditor },
  { type: 'fill', Editor: FillEditor },
  { type: 'sort', Editor: SortEditor },
  { type: 'rows_field', Editor: RowsFieldEditor },
  { type: 'node', Editor: NodeEditor },
  { type: 'nodes', Editor: NodesEditor },
  { type: 'option_values', Editor: OptionValuesEditor },
  { type: 'block', Editor: JsonEditor },
  { type: 'blocks', Editor: JsonEditor },
  { type: 'json', Editor: JsonEditor },
  { type: 'form', Editor: documentEditor('form') },
  { type: 'role', Editor: documentEditor('role') },
  { type: 'flow', Editor: documentEditor('flow') },
  { type: 'rule', Editor: documentEditor('rule') },
  { type: 'report', Editor: documentEditor('report') },
  { type: 'score', Editor: documentEditor('score') },
  { type: 'assignment', Editor: documentEditor('assignment') },
  { type: 'table', Editor: documentEditor('table') },
  { type: 'calendar', Editor: documentEditor('calendar') },
  { type: 'mail', Editor: documentEditor('mail') },
  { type: 'print', Editor: documentEditor('print') },
])
