export { default as Tables } from 'dmn-js/lib/Modeler';
