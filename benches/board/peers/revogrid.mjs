import {defineCustomElements} from '@revolist/revogrid/loader';

defineCustomElements();

/**
 * RevoGrid over the array. It puts off sorting until there was no change for 50 ms, so at 50 changes a second never: to keep the order,
 * its sorting is asked for at once.
 */
export function mount(host, jobs, _members, columns) {
  const grid = document.createElement('revo-grid');
  grid.style.height = '100%';
  grid.columns = columns.map(({field, title, width, text, key}) => ({
    prop: field,
    name: title,
    size: width,
    readonly: true,
    cellTemplate: (_create, {model}) => text(model),
    ...(key && {
      sortable: true,
      order: 'asc',
      cellCompare: (_prop, a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))),
    }),
  }));
  grid.source = jobs;
  host.append(grid);
  let sorting;
  return {
    async change(job, at) {
      // It keeps the array: what lies there is its row.
      jobs[at] = job;
      sorting ??= (await grid.getPlugins()).find(plugin => 'runSorting' in plugin);
      (await grid.getSource())[at] = job;
      sorting.runSorting(sorting.sorting, sorting.sortingFunc);
    },
    scroller: () =>
      grid.querySelector('revogr-viewport-scroll.rgCol .vertical-inner') ??
      grid.querySelector('.vertical-inner'),
    firstRow: () => grid.querySelector('revogr-data[type="rgRow"] .rgRow') ?? grid.querySelector('.rgRow'),
  };
}
