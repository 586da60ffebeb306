import { useCallback, useState, type ReactNode } from 'react';
import { Button } from '../kit/button.js';
import type { Picture } from '../kit/contract.js';
import { Area, Box, Heading, Press, Words } from '../kit/elements.js';
import { FormField } from '../kit/form/form.js';
import { Pictures } from '../kit/face/pictures.js';
import { Dialog, Sheet } from '../kit/layer/sheet.js';
import { State } from '../kit/state.js';
import { Tabs } from '../kit/tabs.js';
import { Toast } from '../kit/layer/toast.js';

/** One part of the kit under its name. */
export function Showing({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box className="section">
      <Heading level={2} className="heading">
        {title}
      </Heading>
      {children}
    </Box>
  );
}

const nothing = () => undefined;

export function Asking() {
  return (
    <Showing title="按钮和卡片">
      <Box className="card gallery-card">
        <Words>一张卡片</Words>
        <Box className="actions">
          <Button kind="primary" onPress={nothing}>
            送出
          </Button>
          <Button onPress={nothing}>回首页</Button>
          <Button small onPress={nothing}>
            复制回执
          </Button>
        </Box>
      </Box>
    </Showing>
  );
}

export function Forms() {
  const [code, setCode] = useState('');
  const [text, setText] = useState('');
  const [ticked, setTicked] = useState(true);
  const [pictures, setPictures] = useState<Picture[]>([]);
  return (
    <Showing title="填写">
      <FormField
        label="窗口编码"
        hint="在窗口的牌子上"
        placeholder="输入编码"
        value={code}
        problem={code ? '' : '请照着窗口上的编码输一次，大小写要一样。'}
        onChange={setCode}
      />
      <Box role="group" label="可以选几项" className="choices">
        <Press
          role="checkbox"
          checked={ticked}
          className={`choice ${ticked ? 'chosen' : ''}`}
          onPress={() => setTicked(!ticked)}
        >
          <Box role="picture" className="tick" />
          <Words>服务态度生硬</Words>
        </Press>
      </Box>
      <Area className="area" label="写几句" placeholder="当时是怎么回事？" value={text} onChange={setText} />
      <Pictures pictures={pictures} most={3} onChange={setPictures} />
    </Showing>
  );
}

export function States() {
  return (
    <Showing title="标签，和没有内容的时候">
      <Tabs
        label="没有内容的时候"
        tabs={[
          { name: '还没有', content: <State kind="empty" text="还没有评过。" hint="评过的会出现在这里。" /> },
          {
            name: '没取到',
            content: (
              <State
                kind="failed"
                text="没有取到名单。请看看网络，再试一次。"
                action={{ label: '再试一次', onPress: nothing }}
              />
            ),
          },
          { name: '正在取', content: <State kind="loading" text="正在打开…" /> },
        ]}
      />
    </Showing>
  );
}

export function Layers() {
  const [open, setOpen] = useState<'sheet' | 'dialog' | null>(null);
  const [said, setSaid] = useState('');
  const close = () => setOpen(null);
  const hush = useCallback(() => setSaid(''), []);
  return (
    <Showing title="浮在上面的">
      <Box className="actions">
        <Button onPress={() => setOpen('sheet')}>打开抽屉</Button>
        <Button onPress={() => setOpen('dialog')}>打开问话</Button>
        <Button onPress={() => setSaid('已复制。')}>说一句</Button>
      </Box>
      {open === 'sheet' ? (
        <Sheet title="怎么保护您" onClose={close}>
          <Words className="lead">为您办事的人看不到您是谁。</Words>
        </Sheet>
      ) : null}
      {open === 'dialog' ? (
        <Dialog
          title="撤回这条补充？"
          text="撤回以后就看不到了。"
          action="撤回"
          onAct={close}
          onClose={close}
        />
      ) : null}
      <Toast text={said} onGone={hush} />
    </Showing>
  );
}
