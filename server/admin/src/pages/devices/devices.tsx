import { Button } from 'antd';
import { useState } from 'react';
import type { DeviceCodeView, StaffDeviceView } from '@haochaping/shared/contracts';
import { useDevices, useRenewCode, useRevokeDevice } from '../../api/devices.js';
import { formatCount, formatInstant } from '../../format.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { FilterBar, SearchBox } from '../../ui/table/filter-bar.js';
import { ListLead } from '../../ui/table/list-lead.js';
import { Pager } from '../../ui/table/pager.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { AddDevice } from './add-device.js';
import { ShownCode } from './shown-code.js';
import './devices.css';

const FILTER_NAMES = ['search'] as const;
const PAGE_SIZE = 20;

/** How a device is, in a word, and whether somebody should go and look. */
function stateOf({ state, silent, codeUntil, refused }: StaffDeviceView): { text: string; bad: boolean } {
  if (state === 'revoked') return { text: '停用了', bad: false };
  if (state === 'unbound') return { text: codeUntil ? '等着绑定' : '绑定码过期了', bad: !codeUntil };
  if (refused > 0) return { text: `${refused} 条收不下`, bad: true };
  return silent ? { text: '没有连上', bad: true } : { text: '在用', bad: false };
}

function Deeds({ device, onMade }: { device: StaffDeviceView; onMade: (made: DeviceCodeView) => void }) {
  const renew = useRenewCode();
  const revoke = useRevokeDevice();
  if (device.state === 'revoked') return null;
  return (
    <div className="device-deeds">
      <ConfirmButton
        label="换绑定码"
        size="small"
        title={`给${device.name}换一个绑定码？`}
        action="换一个"
        deed={renew}
        input={device.id}
        onDone={onMade}
      >
        <p>新的码在另一台上输入以后，现在这台就不能再用；里面没送出的 {device.waiting} 条也送不出来了。</p>
      </ConfirmButton>
      <ConfirmButton
        label="停用"
        size="small"
        danger
        title={`停用${device.name}？`}
        action="停用"
        deed={revoke}
        input={device.id}
      >
        <p>丢了、坏了才停用。停用以后它不能再评价，里面没送出的 {device.waiting} 条谁也打不开。</p>
      </ConfirmButton>
    </div>
  );
}

function columnsFor(onMade: (made: DeviceCodeView) => void): Column<StaffDeviceView>[] {
  return [
    { key: 'name', title: '叫什么', render: ({ name }) => <span title={name}>{name}</span> },
    { key: 'kind', title: '种类', width: '96px', from: 'medium', render: ({ kindName }) => kindName },
    {
      key: 'window',
      title: '在哪个窗口',
      width: '26%',
      render: ({ windowName, place }) => <span title={`${place} ${windowName}`}>{windowName}</span>,
    },
    {
      key: 'state',
      title: '怎么样',
      width: '110px',
      render: (device) => {
        const { text, bad } = stateOf(device);
        return (
          <span className="device-state" data-tone={bad ? 'bad' : undefined}>
            {text}
          </span>
        );
      },
    },
    {
      key: 'waiting',
      title: '没送出',
      width: '72px',
      align: 'end',
      render: ({ waiting }) => (waiting > 0 ? `${waiting} 条` : ''),
    },
    {
      key: 'seen',
      title: '最近连上',
      width: '118px',
      from: 'medium',
      render: ({ seenAt }) => (seenAt ? formatInstant(seenAt) : ''),
    },
    {
      key: 'deeds',
      title: '',
      width: '176px',
      align: 'end',
      render: (device) => <Deeds device={device} onMade={onMade} />,
    },
  ];
}

/** The rating devices of all windows: bound with a code, looked after, taken out of use. */
export function Component() {
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<DeviceCodeView | null>(null);
  const filters = useFilters(FILTER_NAMES);
  const { data, error, isPending, isPlaceholderData, refetch } = useDevices(
    filters.values.search,
    filters.page,
    PAGE_SIZE,
  );
  return (
    <Page
      title="评价器"
      lead={
        <ListLead
          text={data && `共 ${formatCount(data.total)} 台，放在窗口上，断网也能评`}
          filters={filters}
        />
      }
      actions={
        <Button type="primary" onClick={() => setAdding(true)}>
          添一台
        </Button>
      }
    >
      <FilterBar>
        <SearchBox
          label="查找"
          hint="编号、窗口名称或编码"
          value={filters.values.search}
          onChange={(search) => filters.set({ search })}
        />
      </FilterBar>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyNotice>
          {filters.any ? '没有找到这样的评价器。换个词再找。' : '还没有评价器。添一台，拿绑定码去绑。'}
        </EmptyNotice>
      )}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption="评价器列表"
            columns={columnsFor(setMade)}
            rows={data.items}
            rowId={({ id }) => id}
            busy={isPlaceholderData}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
      {adding && (
        <AddDevice
          onClose={() => setAdding(false)}
          onMade={(one) => {
            setAdding(false);
            setMade(one);
          }}
        />
      )}
      {made && <ShownCode made={made} onClose={() => setMade(null)} />}
    </Page>
  );
}
