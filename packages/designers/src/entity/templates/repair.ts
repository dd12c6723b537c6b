import { choices, field, type Template } from '../template.ts'

/** 报修工单 */
export const repair: Template = {
  key: 'repair',
  label: { zh: '报修工单', en: 'Repair tickets' },
  hint: { zh: '故障、紧急程度和处理', en: 'Faults, urgency, what was done' },
  icon: 'wrench',
  title: 'no',
  sections: [
    {
      label: { zh: '报修', en: 'Report' },
      parts: [
        field(['no', 'autonumber', '工单号', 'No.'], {
          settings: { pattern: 'GD-{yyyyMMdd}-{000}', reset: 'day' },
        }),
        field(['reporter', 'text', '报修人', 'Reported by'], { required: true }),
        field(['phone', 'phone', '联系电话', 'Phone'], { required: true }),
        field(['place', 'text', '地点', 'Place'], { required: true }),
        field(['urgency', 'select', '紧急程度', 'Urgency'], {
          required: true,
          default: 'normal',
          settings: choices(
            ['high', '紧急', 'High', 'red'],
            ['normal', '一般', 'Normal', 'blue'],
            ['low', '不急', 'Low', 'gray'],
          ),
        }),
        field(['state', 'select', '处理状态', 'State'], {
          default: 'new',
          settings: choices(
            ['new', '待处理', 'New', 'amber'],
            ['doing', '处理中', 'In work', 'blue'],
            ['done', '已完成', 'Done', 'green'],
          ),
        }),
        field(['fault', 'longtext', '故障描述', 'What is wrong'], { required: true, span: 12 }),
        field(['photos', 'image', '现场照片', 'Photos'], { span: 12 }),
      ],
    },
    {
      label: { zh: '处理', en: 'Repair' },
      parts: [
        field(['assignee', 'user', '处理人', 'Assignee']),
        field(['done_at', 'datetime', '完成时间', 'Done at']),
        field(['result', 'longtext', '处理结果', 'What was done'], { span: 12 }),
      ],
    },
  ],
}
