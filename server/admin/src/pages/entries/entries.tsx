import { Segmented } from 'antd';
import { useFormsToCheck } from '../../api/entries.js';
import { Page } from '../../ui/page.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { EnterForms } from './enter-form.js';
import { PhoneImport } from './phone-import.js';
import { PrintForms } from './print-forms.js';
import { CHECKS_A_PAGE, ToCheck } from './to-check.js';
import './entries.css';

const FILTER_NAMES = ['part'] as const;
const FORMS = { part: /^(?:check|print|phone)$/ } as const;

/** What others wrote or said, taken in by the centre: paper forms, and the hotline's records. */
export function Component() {
  const filters = useFilters(FILTER_NAMES, FORMS);
  const part = filters.values.part ?? 'enter';
  const { data } = useFormsToCheck(1, CHECKS_A_PAGE);
  return (
    <Page
      title="纸质与电话"
      lead="照原样录，不替人评。谁录的、哪天评的、原表的照片都留着；窗口的人和被评的单位不能录。"
    >
      <div className="filters">
        <Segmented
          aria-label="做哪一样"
          value={part}
          options={[
            { value: 'enter', label: '录评价表' },
            { value: 'check', label: data?.total ? `待复核 ${data.total}` : '待复核' },
            { value: 'phone', label: '导入电话评价' },
            { value: 'print', label: '印评价表' },
          ]}
          onChange={(next) => filters.set({ part: next === 'enter' ? undefined : next })}
        />
      </div>
      {part === 'enter' && <EnterForms />}
      {part === 'check' && <ToCheck page={filters.page} onPage={filters.goTo} />}
      {part === 'phone' && <PhoneImport />}
      {part === 'print' && <PrintForms />}
    </Page>
  );
}
