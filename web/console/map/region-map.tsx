import { type GeoJSONSource, Map as MapLibre, type SymbolLayerSpecification, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../language/language.ts';
import { type Box, boxOf, type Shape, type Shapes, shades } from './shapes.ts';
import './region-map.css';

setWorkerUrl(workerUrl);

/** One area of the map: a shape where the pack has one, else a point. */
export interface Area {
  readonly code: string;
  readonly name: string;
  readonly point: readonly [number, number] | null;
  readonly colour: string;
}

interface Props {
  readonly shapes: Shapes;
  /** The region that the areas lie in. */
  readonly within: string;
  readonly areas: readonly Area[];
  readonly onEnter?: (code: string) => void;
}

interface Feature {
  type: 'Feature';
  geometry: Shape['geometry'] | { type: 'Point'; coordinates: number[] };
  properties: Record<string, string>;
}

interface Collection {
  type: 'FeatureCollection';
  features: Feature[];
}

function collection(features: readonly Feature[]): Collection {
  return { type: 'FeatureCollection', features: [...features] };
}

function polygonOf(shape: Shape, properties: Record<string, string>): Feature {
  return { type: 'Feature', geometry: shape.geometry, properties };
}

interface Picture {
  readonly backdrop: Collection;
  readonly areas: Collection;
  readonly points: Collection;
  readonly names: Collection;
  readonly box: Box | null;
}

function pictureOf({ shapes, within, areas }: Props): Picture {
  const byCode = new Map(shapes.features.map((shape) => [shape.properties.code, shape]));
  const frame = byCode.get(within) ?? byCode.get(`${within.slice(0, 6)}`);
  const drawn = areas.flatMap((area) => {
    const shape = byCode.get(area.code);
    return shape === undefined ? [] : [{ area, shape }];
  });
  const dots = areas.filter((area) => !byCode.has(area.code) && area.point !== null);
  const at = (area: Area): readonly [number, number] => byCode.get(area.code)?.properties.seat ?? area.point ?? [0, 0];
  const dot = (area: Area): Feature => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [...at(area)] },
    properties: { code: area.code, name: area.name, colour: area.colour },
  });
  return {
    backdrop: collection(frame === undefined ? [] : [polygonOf(frame, {})]),
    areas: collection(drawn.map(({ area, shape }) => polygonOf(shape, { code: area.code, name: area.name, colour: area.colour }))),
    points: collection(dots.map(dot)),
    names: collection(drawn.map(({ area }) => dot(area))),
    box: boxOf(frame === undefined ? drawn.map(({ shape }) => shape) : [frame], dots.map(at)),
  };
}

function addLayers(map: MapLibre): void {
  for (const id of ['backdrop', 'areas', 'points', 'names']) map.addSource(id, { type: 'geojson', data: collection([]) });
  map.addLayer({ id: 'backdrop', type: 'fill', source: 'backdrop', paint: { 'fill-color': '#f4f7f9' } });
  map.addLayer({ id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': ['get', 'colour'] } });
  map.addLayer({ id: 'edges', type: 'line', source: 'areas', paint: { 'line-color': '#ffffff', 'line-width': 1.5 } });
  map.addLayer({ id: 'frame', type: 'line', source: 'backdrop', paint: { 'line-color': '#6d8799', 'line-width': 1.5 } });
  map.addLayer({
    id: 'points',
    type: 'circle',
    source: 'points',
    paint: { 'circle-radius': 9, 'circle-color': ['get', 'colour'], 'circle-stroke-color': '#4f829f', 'circle-stroke-width': 1.5 },
  });
  const paint = { 'text-color': '#1d2b36', 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 };
  const layout = {
    'text-field': ['get', 'name'],
    'text-size': 13,
    'text-font': ['sans-serif'],
    'text-max-width': 7,
  } satisfies SymbolLayerSpecification['layout'];
  map.addLayer({ id: 'area-names', type: 'symbol', source: 'names', layout, paint });
  map.addLayer({
    id: 'point-names',
    type: 'symbol',
    source: 'points',
    layout: { ...layout, 'text-variable-anchor': ['top', 'bottom', 'left', 'right'], 'text-radial-offset': 0.9 },
    paint,
  });
}

function draw(map: MapLibre, picture: Picture): void {
  for (const name of ['backdrop', 'areas', 'points', 'names'] as const) {
    map.getSource<GeoJSONSource>(name)?.setData(picture[name]);
  }
  if (picture.box !== null) map.fitBounds(picture.box, { padding: { top: 44, bottom: 44, left: 24, right: 24 }, duration: 0, maxZoom: 13 });
}

function openMap(container: HTMLElement): MapLibre {
  return new MapLibre({
    container,
    style: { version: 8, sources: {}, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#ffffff' } }] },
    attributionControl: false,
    // The picture stands still: one goes into an area by clicking it, and the page scrolls past it undisturbed.
    dragRotate: false,
    dragPan: false,
    scrollZoom: false,
    doubleClickZoom: false,
    touchZoomRotate: false,
    boxZoom: false,
    // The list beside the map is the way for the keyboard; a canvas in the tab order would be a stop without a voice.
    keyboard: false,
    center: [126.5, 43.6],
    zoom: 5.5,
  });
}

/** The areas of one region, coloured. The drawing is a picture of the list beside it and hidden from screen readers. */
export function RegionMap(props: Props) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [failed, setFailed] = useState(false);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (box.current === null) return;
    let opened: MapLibre;
    try {
      opened = openMap(box.current);
    } catch {
      // No WebGL: the list says the same.
      setFailed(true);
      return;
    }
    opened.getCanvas().removeAttribute('tabindex');
    opened.on('load', () => {
      addLayers(opened);
      setMap(opened);
    });
    for (const layer of ['areas', 'points']) {
      opened.on('click', layer, (event) => {
        const code: unknown = event.features?.[0]?.properties.code;
        if (typeof code === 'string') latest.current.onEnter?.(code);
      });
      opened.on('mousemove', layer, () => {
        if (latest.current.onEnter !== undefined) opened.getCanvas().style.cursor = 'pointer';
      });
      opened.on('mouseleave', layer, () => {
        opened.getCanvas().style.cursor = '';
      });
    }
    return () => opened.remove();
  }, []);

  useEffect(() => {
    if (map !== null) draw(map, pictureOf(props));
  }, [map, props]);

  if (failed) return <p className="panel muted">{t('map.failed')}</p>;
  return (
    <div className="region-map">
      <div ref={box} className="region-map-canvas" aria-hidden="true" />
      <div className="region-map-mark">{props.shapes.approval_number ?? t('map.schematic')}</div>
      {props.onEnter !== undefined && (
        <div className="region-map-legend">
          {shades.map((shade) => (
            <span key={shade} style={{ background: shade }} />
          ))}
          {t('map.legend')}
        </div>
      )}
    </div>
  );
}
