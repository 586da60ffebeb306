import type { ReactNode } from 'react';

/** A phone has no room for what a desk shows beside the page. */
export const onDesk = () => false;
export const DeskLinks: (props: { name: string }) => null = () => null;
export const DeskOnly: (props: { title: string; children: ReactNode }) => null = () => null;
