import { Button, Segmented, Select } from 'antd';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { SUBJECT_KIND_NAMES } from '@haochaping/shared/domain/figures/buckets';
import {
  lastPeriod,
  periodBefore,
  REPORT_KIND_NAMES,
  REPORT_KINDS,
  REPORT_SUBJECTS,
  type ReportKind,
  type ReportPeriod,
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

/** The periods that are over, the last first. */
function periodsOf(kind: ReportKind): ReportPeriod[] {
  const periods = [lastPeriod(kind, dayOf(new Date()))];
  while (periods.length < OFFERED[kind])
    periods.push(periodBefore(periods[periods.length - 1] as ReportPeriod));
  return periods;
}

const REGIONS = JURISDICTION_CODES.map((value) => ({
  value,
  label: value === CITY_CODE ? '市本级' : JURISDICTIONS[value],
}));

/** What is to be reported on; the city's offices choose among all, a county's among its departments. */
export function NewReport({ onDone }: { onDone: () => void }) {
  const ofCity = useSession().regionCodes.includes(CITY_CODE);
  const [kind, setKind] = useState<ReportKind>('month');
  const periods = periodsOf(kind);
  const [chosen, setChosen] = useState<string>();
  const [subject, setSubject] = useState<ReportSubject>(ofCity ? 'city' : 'institution');
  const [code, setCode] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const draft = useDraftReport();
  const navigate = useNavigate();
  const period = chosen ?? periods[0]?.key ?? '';
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
      <Field label="哪一期" fault={faultOf(draft.error, 'period')}>
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
