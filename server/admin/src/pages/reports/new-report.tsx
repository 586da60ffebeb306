import { Button, Segmented, Select } from 'antd';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { monthDay } from '@haochaping/shared/domain/calendar/days';
import { SUBJECT_KIND_NAMES } from '@haochaping/shared/domain/figures/buckets';
import {
  bookOfReport,
  lastPeriod,
  periodsToReport,
  REPORT_KIND_NAMES,
  REPORT_KINDS,
  REPORT_SUBJECTS,
  reportFrom,
  type ReportKind,
  type ReportSubject,
} from '@haochaping/shared/domain/figures/reports';
import { CITY_CODE, JURISDICTION_CODES, JURISDICTIONS } from '@haochaping/shared/domain/people/staff';
import { useDraftReport } from '../../api/reports.js';
import { useSession } from '../../api/session.js';
import { dayOf } from '../../format.js';
import { DirectorySelect } from '../../ui/form/directory-select.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';

const SUBJECTS = REPORT_SUBJECTS.map((value) => ({ value, label: SUBJECT_KIND_NAMES[value] }));
const OFFERED: Readonly<Record<ReportKind, number>> = { month: 12, quarter: 6, year: 3 };

/** Of a unit a period that is over may not be opened to it yet: since when it can be written of; nothing where it can. */
function waitingFor(kind: ReportKind, subject: ReportSubject, delayDays: number): string | undefined {
  const now = new Date();
  const last = lastPeriod(kind, dayOf(now));
  const from = reportFrom(last, bookOfReport(subject), delayDays);
  return from > now
    ? `${last.name}还没有都开放给单位看，${monthDay(dayOf(from), dayOf(now))}以后可以起草。`
    : undefined;
}

const REGIONS = JURISDICTION_CODES.map((value) => ({
  value,
  label: value === CITY_CODE ? '市本级' : JURISDICTIONS[value],
}));

/** What is to be reported on; the city's offices choose among all, a county's among its departments. */
export function NewReport({ delayDays, onDone }: { delayDays: number; onDone: () => void }) {
  const ofCity = useSession().regionCodes.includes(CITY_CODE);
  const [kind, setKind] = useState<ReportKind>('month');
  const [chosen, setChosen] = useState<string>();
  const [subject, setSubject] = useState<ReportSubject>(ofCity ? 'city' : 'institution');
  const [code, setCode] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const draft = useDraftReport();
  const navigate = useNavigate();
  const most = OFFERED[kind];
  const periods = periodsToReport(kind, subject, { delayDays, now: new Date(), most });
  const period = (periods.find(({ key }) => key === chosen) ?? periods[0])?.key ?? '';
  const about = subject === 'city' ? CITY_CODE : code;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!about) return;
    draft.mutate(
      { kind, period, subject, code: about },
      { onSuccess: ({ id }) => void navigate(`/reports/${id}`) },
    );
  };
  const missing = tried && !about ? '请选是哪一个。' : undefined;
  return (
    <form className="card form report-new" aria-label="起草一份报告" onSubmit={submit} noValidate>
      <Segmented
        aria-label="哪一种"
        value={kind}
        options={REPORT_KINDS.map((value) => ({ value, label: REPORT_KIND_NAMES[value] }))}
        onChange={(value) => {
          setKind(value);
          setChosen(undefined);
        }}
      />
      <Field
        label="哪一期"
        hint={waitingFor(kind, subject, delayDays)}
        fault={faultOf(draft.error, 'period')}
      >
        {(wiring) => (
          <Select
            {...wiring}
            value={period}
            options={periods.map(({ key, name }) => ({ value: key, label: name }))}
            onChange={setChosen}
          />
        )}
      </Field>
      {ofCity && (
        <Segmented
          aria-label="写谁"
          value={subject}
          options={SUBJECTS}
          onChange={(value) => {
            setSubject(value);
            setCode(null);
          }}
        />
      )}
      {subject !== 'city' && (
        <Field
          label={subject === 'region' ? '哪个区县' : '哪个单位'}
          hint={subject === 'institution' ? '单位的报告照已经开放给它看的评价写，反馈给它。' : undefined}
          fault={missing ?? faultOf(draft.error, 'code')}
        >
          {(wiring) =>
            subject === 'region' ? (
              <Select {...wiring} value={code} options={REGIONS} onChange={setCode} />
            ) : (
              <DirectorySelect {...wiring} kind="institutions" value={code} onChange={setCode} />
            )
          }
        </Field>
      )}
      <FormError error={draft.error} fields={['period', 'code']} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={draft.isPending}>
          照数字起草
        </Button>
        <Button onClick={onDone}>先不</Button>
      </div>
    </form>
  );
}
