import { choices, field, type Template } from '../template.ts'

/** 联系人 */
export const contact: Template = {
  key: 'contact',
  label: { zh: '联系人', en: 'Contacts' },
  hint: { zh: '姓名、电话、公司和地址', en: 'Names, numbers, companies, addresses' },
  icon: 'users',
  title: 'name',
  sections: [
    {
      label: { zh: '基本信息', en: 'Basics' },
      parts: [
        field(['name', 'text', '姓名', 'Name'], { required: true }),
        field(['mobile', 'phone', '手机', 'Mobile']),
        field(['email', 'email', '邮箱', 'E-mail']),
        field(['wechat', 'text', '微信', 'WeChat']),
        field(['birthday', 'date', '生日', 'Birthday']),
        field(['level', 'select', '重要程度', 'Importance'], {
          default: 'normal',
          settings: choices(
            ['key', '重点', 'Key', 'red'],
            ['normal', '普通', 'Normal', 'blue'],
            ['low', '一般', 'Low', 'gray'],
          ),
        }),
      ],
    },
    {
      label: { zh: '工作', en: 'Work' },
      parts: [
        field(['company', 'text', '公司', 'Company']),
        field(['job_title', 'text', '职位', 'Job title']),
        field(['region', 'region', '省市区', 'Region']),
        field(['address', 'text', '详细地址', 'Address']),
        field(['remark', 'longtext', '备注', 'Remarks'], { span: 12 }),
      ],
    },
  ],
}
