import { Input, PageMeta, Text, Textarea, View } from '@tarojs/components';
import type { BoxProps, FieldProps, FrameProps, HeadingProps, PressProps, TextProps } from './contract.js';
import { rootFontSize, useBar } from './weapp.js';
import './styles/elements.scss';

/**
 * The building blocks as WeChat's components; see contract.ts. `ariaRole` and its like reach WXML through
 * plugins/accessibility.ts.
 */

export function Frame({ className, colours, children }: FrameProps) {
  useBar(colours);
  return (
    <>
      <PageMeta rootFontSize={rootFontSize()} />
      <View className={className}>{children}</View>
    </>
  );
}

export function Box({ className, style, label, role, children }: BoxProps) {
  const spoken =
    role === 'picture' ? { ariaHidden: true } : role && role !== 'main' ? { ariaRole: role } : {};
  const live = role === 'status' ? { ariaLive: 'polite' } : role === 'alert' ? { ariaLive: 'assertive' } : {};
  return (
    <View
      className={className}
      {...(style ? { style } : {})}
      {...spoken}
      {...live}
      {...(label ? { ariaLabel: label } : {})}
    >
      {children}
    </View>
  );
}

export function Words({ className, children }: TextProps) {
  return <Text className={className}>{children}</Text>;
}

export function Heading({ className, children }: HeadingProps) {
  return (
    <View className={className} {...{ ariaRole: 'heading' }}>
      {children}
    </View>
  );
}

export function Press({
  className,
  style,
  onPress,
  role = 'button',
  label,
  checked,
  expanded,
  disabled,
  children,
}: PressProps) {
  const spoken = {
    ariaRole: role,
    ...(label ? { ariaLabel: label } : {}),
    ...(checked === undefined ? {} : { [role === 'tab' ? 'ariaSelected' : 'ariaChecked']: String(checked) }),
    ...(expanded === undefined ? {} : { ariaExpanded: String(expanded) }),
    ...(disabled ? { ariaDisabled: true } : {}),
  };
  return (
    <View
      className={className}
      {...(style ? { style } : {})}
      hoverClass={disabled ? 'none' : 'pressed'}
      onClick={() => {
        if (!disabled) onPress();
      }}
      {...spoken}
    >
      {children}
    </View>
  );
}

export function Field({
  className,
  kind,
  label,
  value,
  placeholder,
  most,
  invalid,
  onChange,
  onEnter,
}: FieldProps) {
  return (
    <Input
      className={className}
      value={value}
      placeholder={placeholder}
      placeholderClass="placeholder"
      maxlength={most ?? -1}
      type={kind === 'phone' || kind === 'code' ? 'number' : 'text'}
      confirmType="go"
      onInput={(event) => onChange(event.detail.value)}
      onConfirm={() => onEnter?.()}
      {...{ ariaLabel: label, ...(invalid ? { ariaInvalid: 'true' } : {}) }}
    />
  );
}

export function Area({ className, label, value, placeholder, most, onChange }: FieldProps) {
  return (
    <Textarea
      className={className}
      value={value}
      placeholder={placeholder}
      placeholderClass="placeholder"
      maxlength={most ?? -1}
      autoHeight
      onInput={(event) => onChange(event.detail.value)}
      {...{ ariaLabel: label }}
    />
  );
}
