import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { FONT, type Palette } from '../../theme/tokens.js';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, LabelLayout, SVGRenderer]);

export interface DrawingHandle {
  /** The chart as a PNG, under what it asks and tells of. */
  picture: (palette: Palette, title: string, lead: string) => Promise<Blob>;
}

interface DrawingProps {
  ref: Ref<DrawingHandle>;
  option: EChartsCoreOption;
  height: number;
}

/** A chart, as wide as its place. What it tells is said by whoever puts it there. */
export function Drawing({ ref, option, height }: DrawingProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const made = init(place.current, null, { renderer: 'svg' });
    chart.current = made;
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option]);
  useImperativeHandle(ref, () => ({
    picture: (palette, title, lead) => {
      if (!chart.current) throw new Error('The chart is not drawn yet');
      return pictureOf(chart.current, palette, title, lead);
    },
  }));
  return <div ref={place} style={{ height }} aria-hidden="true" />;
}

const SHARPNESS = 2;
const EDGE = 24;
const HEAD = 76;

/** As it stands in the page: the library's own text of it breaks at the quotation marks of our fonts. */
async function imageOf(svg: SVGSVGElement | null): Promise<HTMLImageElement> {
  if (!svg) throw new Error('The chart is not drawn yet');
  const words = new XMLSerializer().serializeToString(svg);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(words)}`;
  await image.decode();
  return image;
}

async function pictureOf(chart: EChartsType, palette: Palette, title: string, lead: string): Promise<Blob> {
  const drawn = await imageOf(chart.getDom().querySelector('svg'));
  const [width, height] = [chart.getWidth(), chart.getHeight()];
  const canvas = document.createElement('canvas');
  canvas.width = (width + 2 * EDGE) * SHARPNESS;
  canvas.height = (height + HEAD + EDGE) * SHARPNESS;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser draws no pictures');
  pen.scale(SHARPNESS, SHARPNESS);
  pen.fillStyle = palette.card;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = palette.ink;
  pen.font = `600 18px ${FONT}`;
  pen.fillText(title, EDGE, 36);
  pen.fillStyle = palette.ink2;
  pen.font = `13px ${FONT}`;
  pen.fillText(lead, EDGE, 58);
  pen.drawImage(drawn, EDGE, HEAD, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((made) => (made ? resolve(made) : reject(new Error('The picture is empty'))), 'image/png');
  });
}
