"""A way to build -> a preview in the browser that is built again at every save."""
